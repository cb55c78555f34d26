package io.wugan.sync.uplink;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Lengths as MQTT writes them: seven bits a byte, the lowest first (section 1.5.5). */
final class MqttLength {

  private static final int MOST_BYTES = 4;

  private MqttLength() {}

  static byte[] of(int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int left = length;
    do {
      int digit = left & 0x7f;
      left >>>= 7;
      out.write(left > 0 ? digit | 0x80 : digit);
    } while (left > 0);
    return out.toByteArray();
  }

  /**
   * @throws IllegalArgumentException if it has more than four bytes
   */
  static int read(ByteBuffer in) {
    int length = 0;
    for (int at = 0; at < MOST_BYTES; at++) {
      int digit = in.get();
      length |= (digit & 0x7f) << (7 * at);
      if ((digit & 0x80) == 0) {
        return length;
      }
    }
    throw new IllegalArgumentException("a length of more than four bytes");
  }
}
