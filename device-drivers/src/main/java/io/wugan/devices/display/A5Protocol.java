package io.wugan.devices.display;

import io.wugan.devices.serial.AnswerCheck;
import io.wugan.devices.serial.AnswerCheck.Verdict;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Panels with frames {@code A5 n n 3D 3D len len 3A DATA XOR}, where number and length stand twice.
 * Each line is a text of its own in a window as wide as the panel and {@value #ROW_PX} pixels high;
 * rows without a line get a space. DATA is
 *
 * <pre>
 * TWID ETM XST YST XEN YEN MC ETS DT DRS FINDEX TC[2] BC TL TEXT
 * text way corners         0  speed stay total font colours(汉字, 数字) background length GBK
 * </pre>
 *
 * with colours 01 green, 02 red, 03 yellow and at most 80 Chinese characters. The fields are those
 * of the published command 0x3A (即时显示). Assumed: the length counts command and DATA, the XOR goes
 * over every byte before it, font 0 has 16 pixels, corners are pixels, and an answer has the same
 * head. There is no voice and no clock.
 *
 * <p>Immutable.
 */
final class A5Protocol implements PanelProtocol {

  private static final int START = 0xA5;
  private static final int MARK = 0x3D;
  private static final int SHOW_NOW = 0x3A;
  private static final int HEAD = 7;
  private static final int ROW_PX = 16;
  private static final int PX_PER_BYTE = 8;
  private static final int SPEED = 10;

  private final int number;
  private final int seconds;
  private final int colour;
  private final int right;
  private final int rows;

  A5Protocol(DisplaySettings settings) {
    this.number = settings.panel();
    this.seconds = (int) settings.look().stays().toSeconds();
    this.colour =
        switch (settings.look().color()) {
          case GREEN -> 1;
          case RED -> 2;
          case YELLOW -> 3;
        };
    this.rows = settings.look().lines();
    // A character of one byte is eight pixels wide.
    this.right = Math.min(255, settings.look().lineBytes() * PX_PER_BYTE - 1);
  }

  @Override
  public boolean isGbk() {
    return true;
  }

  @Override
  public List<byte[]> frames(FittedText text) {
    List<byte[]> frames = new ArrayList<>();
    if (text.lines().isEmpty()) {
      return frames;
    }
    // Rows without a line are emptied: nothing of the vehicle before may stand beside the next.
    for (int row = 0; row < rows; row++) {
      String line = row < text.lines().size() ? text.lines().get(row) : " ";
      frames.add(frame(row, GbkText.encode(line)));
    }
    return frames;
  }

  private byte[] frame(int row, byte[] text) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(SHOW_NOW);
    content.write(row);
    content.write(0); // at once
    content.write(0);
    content.write(row * ROW_PX);
    content.write(right);
    content.write(row * ROW_PX + ROW_PX - 1);
    content.write(0);
    content.write(SPEED);
    content.write(seconds);
    content.write(seconds);
    content.write(0); // font
    content.write(colour);
    content.write(colour);
    content.write(0); // on black
    content.write(text.length);
    content.writeBytes(text);
    byte[] frame = new byte[HEAD + content.size() + 1];
    frame[0] = (byte) START;
    frame[1] = (byte) number;
    frame[2] = (byte) number;
    frame[3] = MARK;
    frame[4] = MARK;
    frame[5] = (byte) content.size();
    frame[6] = (byte) content.size();
    System.arraycopy(content.toByteArray(), 0, frame, HEAD, content.size());
    frame[frame.length - 1] = (byte) Checksums.xor(frame, 0, frame.length - 1);
    return frame;
  }

  @Override
  public AnswerCheck answerTo(byte[] request) {
    return (received, length) -> look(request, received, length);
  }

  private Verdict look(byte[] request, byte[] received, int length) {
    if (length == 0) {
      return Verdict.none("nothing was received");
    }
    String what = "received " + Hex.beginning(received, length);
    for (int at = 0; at + HEAD < length; at++) {
      if ((received[at] & 0xFF) != START
          || received[at + 1] != received[at + 2]
          || received[at + 5] != received[at + 6]) {
        continue;
      }
      int end = at + HEAD + (received[at + 5] & 0xFF) + 1;
      if (end > length) {
        what = "received part of an answer";
      } else if ((received[end - 1] & 0xFF) != Checksums.xor(received, at, end - 1)) {
        what = "received an answer with a wrong checksum";
      } else if (Arrays.equals(request, 0, request.length, received, at, end)) {
        what = "received nothing but the request itself: an adapter that hears what it sends";
        at = end - 1;
      } else if ((received[at + 1] & 0xFF) != number) {
        what = "panel " + (received[at + 1] & 0xFF) + " has answered instead of " + number;
        at = end - 1;
      } else {
        return Verdict.answer(
            "panel %d answers %s".formatted(number, Hex.of(Arrays.copyOfRange(received, at, end))));
      }
    }
    return Verdict.none(what);
  }
}
