package io.wugan.devices.display;

/** The checksums of the panels' frames. Stateless. */
final class Checksums {

  private Checksums() {}

  /**
   * CRC-16 of Modbus over {@code from} to {@code to}, the latter excluded: polynomial 0x8005
   * reflected, start 0xFFFF (Modbus over serial line 1.02, 6.2.2). On the line, its low byte goes
   * first.
   */
  static int crc16(byte[] bytes, int from, int to) {
    int crc = 0xFFFF;
    for (int i = from; i < to; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ 0xA001 : crc >>> 1;
      }
    }
    return crc;
  }

  /** Every byte, exclusive or. */
  static int xor(byte[] bytes, int from, int to) {
    int xor = 0;
    for (int i = from; i < to; i++) {
      xor ^= bytes[i] & 0xFF;
    }
    return xor;
  }

  /** The low byte of the sum. */
  static int sum(byte[] bytes, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += bytes[i] & 0xFF;
    }
    return sum & 0xFF;
  }
}
