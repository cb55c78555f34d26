package io.wugan.sync.uplink;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A socket's input that tells of its end a moment late. When a load balancer accepts and resets at
 * once, Paho's receiver dies before its sender is started, and the sender then stays for ever (paho
 * #850, never released). A pause of 300 ms lets the client finish starting first. Confined to the
 * client's receiving thread.
 */
final class DelayedErrors extends FilterInputStream {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  DelayedErrors(InputStream in) {
    super(in);
  }

  private interface Read {
    int read() throws IOException;
  }

  @Override
  public int read() throws IOException {
    return late(super::read);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return late(() -> super.read(bytes, offset, length));
  }

  private static int late(Read read) throws IOException {
    try {
      int result = read.read();
      if (result < 0) {
        pause();
      }
      return result;
    } catch (SocketTimeoutException nothingYet) {
      // The client asks once a second; that is no error.
      throw nothingYet;
    } catch (IOException failed) {
      pause();
      throw failed;
    }
  }

  private static void pause() {
    long until = System.nanoTime() + PAUSE_NANOS;
    for (long left = PAUSE_NANOS; left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }
}
