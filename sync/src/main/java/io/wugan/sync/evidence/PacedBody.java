package io.wugan.sync.evidence;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The bytes of a picture, no faster than they may go, and not at all for a moment while somebody
 * else needs the line. Confined to the thread that reads it.
 */
final class PacedBody extends InputStream {

  private static final int CHUNK = 4096;
  private static final long LOOK_MILLIS = 50;

  /** As long as one request may be held up for others, so that its server does not hang up. */
  static final long MOST_HELD_MILLIS = 5_000;

  private final byte[] bytes;
  private final long bytesPerSecond;
  private final BooleanSupplier hold;
  private final long beganNanos = System.nanoTime();
  private int at;
  private long sent;
  private long heldMillis;

  /**
   * @param bytes the whole picture
   * @param from first byte to send
   * @param bytesPerSecond 0 for as fast as they go
   * @param hold whether somebody else needs the line now; asked for every chunk
   */
  PacedBody(byte[] bytes, int from, long bytesPerSecond, BooleanSupplier hold) {
    this.bytes = bytes;
    this.at = from;
    this.bytesPerSecond = bytesPerSecond;
    this.hold = hold;
  }

  @Override
  public int read() throws InterruptedIOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws InterruptedIOException {
    if (at >= bytes.length) {
      return -1;
    }
    try {
      waitForOthers();
      waitForPace();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while a picture was sent");
    }
    int length = Math.min(Math.min(most, CHUNK), bytes.length - at);
    System.arraycopy(bytes, at, into, offset, length);
    at += length;
    sent += length;
    return length;
  }

  private void waitForOthers() throws InterruptedException {
    while (heldMillis < MOST_HELD_MILLIS && hold.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      heldMillis += LOOK_MILLIS;
    }
  }

  private void waitForPace() throws InterruptedException {
    if (bytesPerSecond > 0) {
      long due = sent * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
      TimeUnit.NANOSECONDS.sleep(due - (System.nanoTime() - beganNanos));
    }
  }
}
