package io.wugan.devices.serial;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial line that several devices share, such as the panels of an RS-485 bus. One request is on
 * the line at a time, until its answer is there or overdue; the others wait in the order in which
 * they came, at most {@value #MOST_WAITING} of them, each until its own deadline.
 *
 * <p>The port is opened at the first request. Whenever it fails it is closed, and opened again with
 * waits that grow from {@value #FIRST_WAIT_MILLIS} to {@value #LONGEST_WAIT_MILLIS} ms; a device
 * file that was missing and is there again ends the wait at once. A request in between fails
 * without waiting.
 *
 * <p>Thread-safe. Obtained from {@link SerialBuses}, which gives all devices of a line the same.
 */
public final class SerialBus implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SerialBus.class);
  private static final int MOST_WAITING = 16;
  private static final long FIRST_WAIT_MILLIS = 250;
  private static final long LONGEST_WAIT_MILLIS = 10_000;

  /** Silence between two frames, by which a panel tells them apart: 3.5 bytes or more. */
  private static final long GAP_NANOS = 5_000_000;

  private final SerialSettings settings;
  private final Runnable onClose;
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable OpenPort port; // guarded by turn, as is all that follows
  private int failures;
  private long retryAtNanos;
  private boolean wasMissing;
  private String problem = "";
  private boolean closed;

  SerialBus(SerialSettings settings, Runnable onClose) {
    this.settings = settings;
    this.onClose = onClose;
  }

  /** What line this is. */
  public SerialSettings settings() {
    return settings;
  }

  /**
   * Sends a request once and waits for its answer. Blocks, at most until the deadline and a tenth
   * of a second; does not try again.
   *
   * @param deadlineNanos of {@link System#nanoTime}, for the turn, the request and its answer
   * @return the answer in words, or that the request was sent where none is due
   * @throws IOException if the port cannot be used, others hold the line, or no right answer comes:
   *     says which, and what was received instead
   * @throws InterruptedException if the thread is interrupted while it waits for its turn
   */
  public String exchange(Request request, long deadlineNanos)
      throws IOException, InterruptedException {
    if (turn.getQueueLength() >= MOST_WAITING) {
      throw new IOException(settings.port() + ": " + MOST_WAITING + " requests wait already");
    }
    if (!turn.tryLock(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw new IOException(settings.port() + ": busy with other devices of this line");
    }
    try {
      OpenPort open = opened();
      try {
        return talk(open, request, deadlineNanos);
      } catch (PortGoneException gone) {
        failed(open, String.valueOf(gone.getMessage()));
        throw gone;
      }
    } finally {
      turn.unlock();
    }
  }

  private String talk(OpenPort open, Request request, long deadlineNanos) throws IOException {
    open.discardInput();
    open.write(request.bytes());
    long sentNanos = System.nanoTime() + settings.nanosFor(request.length());
    if (request.check().isEmpty()) {
      // The bytes are with the kernel; the line belongs to this request until the last has left.
      LockSupport.parkNanos(sentNanos + GAP_NANOS - System.nanoTime());
      return "sent; this panel does not answer";
    }
    AnswerCheck check = request.check().get();
    long untilNanos = Math.min(deadlineNanos, sentNanos + request.answerWithin().toNanos());
    AnswerCheck.Verdict verdict = check.look(new byte[0], 0);
    ReceivedBytes received = new ReceivedBytes();
    while (System.nanoTime() < untilNanos) {
      if (open.readInto(received)) {
        verdict = check.look(received.bytes(), received.length());
        if (verdict.answered()) {
          return verdict.what();
        }
      }
    }
    throw new IOException(settings.port() + ": no answer; " + verdict.what());
  }

  private OpenPort opened() throws IOException {
    if (closed) {
      throw new IOException(settings.port() + ": the line is closed");
    }
    OpenPort open = port;
    if (open != null) {
      return open;
    }
    boolean missing = !OpenPort.exists(settings);
    boolean isBack = wasMissing && !missing;
    wasMissing = missing;
    long left = retryAtNanos - System.nanoTime();
    if (failures > 0 && left > 0 && !isBack) {
      throw new IOException(
          "%s; opened again in %d ms at the earliest".formatted(problem, left / 1_000_000));
    }
    try {
      OpenPort now = OpenPort.open(settings);
      log.info("{}: open with {} baud", settings.port(), settings.baud());
      port = now;
      failures = 0;
      return now;
    } catch (PortGoneException unusable) {
      failed(null, String.valueOf(unusable.getMessage()));
      throw unusable;
    }
  }

  private void failed(@Nullable OpenPort open, String why) {
    if (open != null) {
      open.close();
      port = null;
    }
    long wait = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(failures, 10));
    failures++;
    problem = why;
    wasMissing = !OpenPort.exists(settings);
    retryAtNanos = System.nanoTime() + wait * 1_000_000;
    if (failures == 1) {
      log.warn("{}; it is opened again, with waits that grow to {} ms", why, LONGEST_WAIT_MILLIS);
    }
  }

  /** Gives the line back; the port is closed when its last device has done so. */
  @Override
  public void close() {
    onClose.run();
  }

  void shut() {
    turn.lock();
    try {
      closed = true;
      OpenPort open = port;
      port = null;
      if (open != null) {
        open.close();
      }
    } finally {
      turn.unlock();
    }
  }
}
