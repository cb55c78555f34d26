package io.wugan.devices.display;

import io.wugan.devices.serial.AnswerCheck;
import io.wugan.devices.serial.AnswerCheck.Verdict;
import java.util.Arrays;
import java.util.List;

/**
 * Counters of free bays (车位屏): {@code 3A colour low high info sum 0A}, where colour is 00 green, 01
 * yellow, 02 red, and sum the low byte of the sum of all before it. The published example shows 888
 * in green as {@code 3A 00 78 03 01 B6 0A} and its answer as {@code 2A 00 78 03 01 A6 0A}; the text
 * beside it describes an answer {@code 3A info sum 0A}: both are taken. That {@code info} is the
 * panel's number is assumed.
 *
 * <p>Green while bays are free, red when none is. Immutable.
 */
final class CounterProtocol implements PanelProtocol {

  private static final int START = 0x3A;
  private static final int ANSWER_START = 0x2A;
  private static final int END = 0x0A;
  private static final int LENGTH = 7;
  private static final int SHORT_LENGTH = 4;
  private static final int GREEN = 0;
  private static final int RED = 2;
  private static final int MOST_BAYS = 0xFFFF;

  private final int info;

  CounterProtocol(DisplaySettings settings) {
    this.info = settings.panel();
  }

  @Override
  public boolean isGbk() {
    return true;
  }

  @Override
  public List<byte[]> frames(FittedText text) {
    if (text.freeBays().isEmpty()) {
      return List.of();
    }
    int free = Math.min(MOST_BAYS, Math.max(0, text.freeBays().getAsInt()));
    byte[] frame = {
      START, (byte) (free > 0 ? GREEN : RED), (byte) free, (byte) (free >>> 8), (byte) info, 0, END
    };
    frame[LENGTH - 2] = (byte) Checksums.sum(frame, 0, LENGTH - 2);
    return List.of(frame);
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
    for (int at = 0; at < length; at++) {
      if (at + LENGTH <= length && Arrays.equals(request, 0, LENGTH, received, at, at + LENGTH)) {
        what = "received nothing but the request itself: an adapter that hears what it sends";
        at += LENGTH - 1;
      } else if (isLong(request, received, at, length) || isShort(received, at, length)) {
        return Verdict.answer("counter " + info + " answers");
      }
    }
    return Verdict.none(what);
  }

  private static boolean isLong(byte[] request, byte[] received, int at, int length) {
    return at + LENGTH <= length
        && received[at] == ANSWER_START
        && Arrays.equals(request, 1, LENGTH - 2, received, at + 1, at + LENGTH - 2)
        && (received[at + LENGTH - 2] & 0xFF) == Checksums.sum(received, at, at + LENGTH - 2)
        && received[at + LENGTH - 1] == END;
  }

  private boolean isShort(byte[] received, int at, int length) {
    return at + SHORT_LENGTH <= length
        && received[at] == START
        && (received[at + 1] & 0xFF) == info
        && (received[at + 2] & 0xFF) == Checksums.sum(received, at, at + 2)
        && received[at + 3] == END;
  }
}
