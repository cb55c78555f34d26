package io.wugan.sync.pages;

/** Reads SQLite's numbers of 1 to 9 bytes, most significant first. Confined to one thread. */
final class Varint {

  private static final int LONGEST = 9;

  private final byte[] bytes;
  private int at;

  Varint(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /** Where the next byte is. */
  int at() {
    return at;
  }

  /**
   * The next number.
   *
   * @throws IndexOutOfBoundsException if it reaches beyond the bytes
   */
  long next() {
    long value = 0;
    for (int i = 1; i < LONGEST; i++) {
      int b = bytes[at++];
      value = (value << 7) | (b & 0x7F);
      if (b >= 0) {
        return value;
      }
    }
    return (value << 8) | (bytes[at++] & 0xFF);
  }
}
