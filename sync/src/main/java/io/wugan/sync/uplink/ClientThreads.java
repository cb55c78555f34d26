package io.wugan.sync.uplink;

import io.wugan.sync.thread.OwnedThread;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads of the client library that run under one client id, and the letting go of clients. Both
 * of Paho's libraries name their threads alike. Thread-safe.
 */
final class ClientThreads {

  private static final int MOST_THREADS = 30;
  private static final int MOST_ABANDONED = 10;
  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  private final String clientId;
  private final AtomicInteger abandoned = new AtomicInteger();

  ClientThreads(String clientId) {
    this.clientId = clientId;
  }

  /**
   * Lets go of a client on a thread of its own, because each of its calls may hang.
   *
   * @param letGo disconnects and closes it by force
   */
  void abandon(Runnable letGo) {
    abandoned.incrementAndGet();
    OwnedThread.start(
        "mqtt-abandon",
        () -> {
          try {
            awaitStarted();
            letGo.run();
          } finally {
            abandoned.decrementAndGet();
          }
        });
  }

  /**
   * A client that is shut down while it still starts its threads waits for one of them for ever
   * (CommsCallback.start), so it is given the time to finish starting.
   */
  private void awaitStarted() {
    long until = System.nanoTime() + START_LIMIT.toNanos();
    while (count("MQTT Con: ") > 0 && System.nanoTime() - until < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /** Whether clients that never ended hold too many threads. */
  boolean exhausted() {
    return abandoned.get() > MOST_ABANDONED || count() > MOST_THREADS;
  }

  /** Threads that run now. */
  int count() {
    return count("MQTT ");
  }

  private int count(String prefix) {
    Thread[] threads = new Thread[Thread.activeCount() * 2 + 16];
    int count = Thread.enumerate(threads);
    int ours = 0;
    for (int i = 0; i < count; i++) {
      String name = threads[i].getName();
      if (name.startsWith(prefix) && name.endsWith(clientId)) {
        ours++;
      }
    }
    return ours;
  }
}
