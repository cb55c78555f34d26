package io.wugan.devices.serial;

import java.util.Arrays;

/**
 * The newest bytes of a line, at most {@value #MOST}: where noise is longer, its older half is
 * forgotten, since an answer stands at the end. Confined to one thread.
 */
final class ReceivedBytes {

  static final int MOST = 1024;

  private byte[] bytes = new byte[MOST];
  private int length;

  void add(byte[] more, int count) {
    if (length + count > MOST) {
      int keep = Math.min(length, MOST / 2);
      bytes = Arrays.copyOf(Arrays.copyOfRange(bytes, length - keep, length), MOST);
      length = keep;
    }
    System.arraycopy(more, 0, bytes, length, count);
    length += count;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
