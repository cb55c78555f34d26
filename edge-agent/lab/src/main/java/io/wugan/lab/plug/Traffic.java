package io.wugan.lab.plug;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Drives vehicles over loops by a timetable, for ever, on a thread of its own: a contact is closed
 * while one stands on its loop.
 */
final class Traffic implements Closeable {

  private static final long LOOK_MILLIS = 20;

  /**
   * A loop in the ground.
   *
   * @param contact its contact
   * @param timetable who drives over it
   * @param fromMillis when a vehicle comes onto it, after it has crossed the line
   * @param toMillis when it has left it
   */
  record Loop(String contact, Timetable timetable, long fromMillis, long toMillis) {
    private boolean isOccupied(long now) {
      return !timetable.between(now - toMillis, now - fromMillis).isEmpty();
    }
  }

  private final Contacts contacts;
  private final Map<Loop, Boolean> loops = new LinkedHashMap<>();
  private final AtomicLong failures = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "traffic");

  Traffic(Contacts contacts, Loop... loops) {
    this.contacts = contacts;
    for (Loop loop : loops) {
      this.loops.put(loop, false);
    }
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** How often a contact could not be moved; then the vehicles of the proof are not those meant. */
  long failures() {
    return failures.get();
  }

  private void run() {
    try {
      while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        long now = System.currentTimeMillis();
        loops.replaceAll((loop, before) -> move(loop, before, loop.isOccupied(now)));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean move(Loop loop, boolean before, boolean occupied) {
    if (before != occupied) {
      try {
        contacts.set(loop.contact(), occupied);
      } catch (IOException failed) {
        failures.incrementAndGet();
        return before;
      }
    }
    return occupied;
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
