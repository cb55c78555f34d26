package io.wugan.devices.display;

import io.wugan.devices.serial.AnswerCheck;
import io.wugan.devices.serial.AnswerCheck.Verdict;
import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Control cards with frames {@code DA VR PN[2] CMD DL DATA CRC[2]}: address, version 0x64, packet
 * FFFF for a single one, command, length of the data, CRC-16 of Modbus over all before it, low byte
 * first. Text is GBK.
 *
 * <pre>
 * 0x30  01 voice                                                   says something
 * 0x6E  save count (line DM DS DT DR colour[4] TL text end)… 0A VTL voice 00
 * 0x6F  save seconds count (line DM DS DT DR font flags colour[4] TL text end)… 0A VTL voice 00
 * 0x05  year[2] month day weekday hour minute second               sets the clock
 * </pre>
 *
 * {@code end} is 0D, 00 behind the last line; a weekday is 1 for Sunday. The layouts are those of
 * the published protocol 2.6 of these cards and of programs that use it. That an answer has the
 * same form and repeats address and command is assumed, and no meaning is given to its data.
 *
 * <p>Immutable.
 */
final class OlmProtocol implements PanelProtocol {

  static final int SAY = 0x30;
  static final int TEXT = 0x6E;
  static final int TEXT_6F = 0x6F;
  static final int CLOCK = 0x05;

  private static final int VERSION = 0x64;
  private static final int HEAD = 6;
  private static final int CRC = 2;
  private static final int MOST_FRAME = 255;
  private static final int LINE_END = 0x0D;
  private static final int VOICE_MARK = 0x0A;
  private static final int FONT_16 = 0x03;

  private final int address;
  private final int seconds;
  private final byte[] colour;
  private final boolean newer;

  /**
   * @param newer text by 0x6F
   */
  OlmProtocol(DisplaySettings settings, boolean newer) {
    this.address = settings.panel();
    this.seconds = (int) settings.look().stays().toSeconds();
    this.colour =
        switch (settings.look().color()) {
          case RED -> new byte[] {(byte) 0xFF, 0, 0, 0};
          case GREEN -> new byte[] {0, (byte) 0xFF, 0, 0};
          case YELLOW -> new byte[] {(byte) 0xFF, (byte) 0xFF, 0, 0};
        };
    this.newer = newer;
  }

  @Override
  public boolean isGbk() {
    return true;
  }

  @Override
  public List<byte[]> frames(FittedText text) {
    if (!text.lines().isEmpty()) {
      return List.of(frame(newer ? TEXT_6F : TEXT, text(text)));
    }
    if (text.voice().isEmpty()) {
      return List.of();
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(1);
    data.writeBytes(GbkText.encode(text.voice()));
    return List.of(frame(SAY, data.toByteArray()));
  }

  private byte[] text(FittedText text) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(0); // kept in memory only: a card's flash would not bear every vehicle
    if (newer) {
      data.write(seconds);
    }
    int count = text.lines().size();
    data.write(count);
    for (int i = 0; i < count; i++) {
      line(data, i, GbkText.encode(text.lines().get(i)));
      data.write(i == count - 1 ? 0 : LINE_END);
    }
    // Where the whole would be longer than a frame, the voice is what gives way.
    int room = MOST_FRAME - HEAD - CRC - data.size() - 3;
    byte[] voice = GbkText.encode(GbkText.fit(text.voice(), room));
    data.write(VOICE_MARK);
    data.write(voice.length);
    data.writeBytes(voice);
    data.write(0);
    return data.toByteArray();
  }

  private void line(ByteArrayOutputStream data, int number, byte[] text) {
    data.write(number);
    data.write(0); // at once
    data.write(0); // speed, of no use then
    data.write(seconds);
    data.write(1); // once
    if (newer) {
      data.write(FONT_16);
      data.write(0);
    }
    data.writeBytes(colour);
    data.write(text.length);
    data.writeBytes(text);
  }

  @Override
  public Optional<byte[]> clock(LocalDateTime now) {
    return Optional.of(
        frame(
            CLOCK,
            new byte[] {
              (byte) now.getYear(),
              (byte) (now.getYear() >>> 8),
              (byte) now.getMonthValue(),
              (byte) now.getDayOfMonth(),
              (byte) (now.getDayOfWeek().getValue() % 7 + 1),
              (byte) now.getHour(),
              (byte) now.getMinute(),
              (byte) now.getSecond()
            }));
  }

  private byte[] frame(int command, byte[] data) {
    byte[] frame = new byte[HEAD + data.length + CRC];
    frame[0] = (byte) address;
    frame[1] = VERSION;
    frame[2] = (byte) 0xFF;
    frame[3] = (byte) 0xFF;
    frame[4] = (byte) command;
    frame[5] = (byte) data.length;
    System.arraycopy(data, 0, frame, HEAD, data.length);
    int crc = Checksums.crc16(frame, 0, frame.length - CRC);
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc >>> 8);
    return frame;
  }

  @Override
  public AnswerCheck answerTo(byte[] request) {
    return (received, length) -> look(request, received, length);
  }

  // Every byte may be the first of an answer: noise or half a frame may stand before it.
  private Verdict look(byte[] request, byte[] received, int length) {
    if (length == 0) {
      return Verdict.none("nothing was received");
    }
    String what = "received " + Hex.beginning(received, length);
    for (int at = 0; at + HEAD + CRC <= length; at++) {
      if ((received[at + 1] & 0xFF) != VERSION) {
        continue;
      }
      int end = at + HEAD + (received[at + 5] & 0xFF) + CRC;
      if (end > length) {
        what = "received part of an answer";
        continue;
      }
      int crc = Checksums.crc16(received, at, end - CRC);
      if (received[end - 2] != (byte) crc || received[end - 1] != (byte) (crc >>> 8)) {
        what = "received an answer with a wrong checksum";
      } else if (Arrays.equals(request, 0, request.length, received, at, end)) {
        what = "received nothing but the request itself: an adapter that hears what it sends";
        at = end - 1;
      } else if ((received[at] & 0xFF) != address) {
        what = "panel " + (received[at] & 0xFF) + " has answered instead of " + address;
        at = end - 1;
      } else if (received[at + 4] != request[4]) {
        what = "received an answer to command " + Hex.of(new byte[] {received[at + 4]});
        at = end - 1;
      } else {
        return Verdict.answer(
            "panel %d answers %s"
                .formatted(address, Hex.of(Arrays.copyOfRange(received, at, end))));
      }
    }
    return Verdict.none(what);
  }
}
