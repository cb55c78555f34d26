package io.wugan.agent.lane;

import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.LedgerException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane's passages between seen and captured, in order. One that the ledger could not write is
 * handed in again, with a growing wait, before any later one of the lane: an exit must not overtake
 * its entry.
 *
 * <p>Holds at most {@value #CAPACITY} passages. When it is full the lane stops with an error
 * instead of dropping any: the service manager starts the agent again, and the alarm is loud.
 * Confined to the lane's thread.
 */
final class PendingPassages {

  static final int CAPACITY = 1000;
  private static final long FIRST_WAIT_MILLIS = 200;
  private static final long LONGEST_WAIT_MILLIS = 10_000;

  private static final Logger log = LoggerFactory.getLogger(PendingPassages.class);

  private final String laneId;
  private final PassageRecorder recorder;
  private final Deque<CompletableFuture<Passage>> waiting = new ArrayDeque<>();
  private @Nullable CompletableFuture<Commit> inFlight;
  private long nextTryMillis;
  private int failures;

  PendingPassages(String laneId, PassageRecorder recorder) {
    this.laneId = laneId;
    this.recorder = recorder;
  }

  /**
   * Takes a passage that comes once its pictures are kept.
   *
   * @throws LedgerException if {@value #CAPACITY} are waiting already
   */
  void add(CompletableFuture<Passage> passage) {
    if (waiting.size() >= CAPACITY) {
      throw new LedgerException(
          "lane " + laneId + ": " + CAPACITY + " passages wait for a ledger that does not write");
    }
    waiting.addLast(passage);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  /**
   * Hands in what waits and collects what is captured; does not block on the ledger.
   *
   * @param nowMillis monotonic milliseconds
   * @return what was captured since the last call, in order
   */
  List<Commit> poll(long nowMillis) {
    List<Commit> captured = new ArrayList<>();
    while (!waiting.isEmpty()) {
      if (inFlight == null && !handIn(nowMillis)) {
        break;
      }
      CompletableFuture<Commit> current = inFlight;
      if (current == null || !current.isDone()) {
        break;
      }
      inFlight = null;
      collect(current, nowMillis, captured);
    }
    return captured;
  }

  private boolean handIn(long nowMillis) {
    CompletableFuture<Passage> first = waiting.getFirst();
    if (nowMillis < nextTryMillis || !first.isDone()) {
      return false;
    }
    try {
      inFlight = recorder.submit(first.join());
      return true;
    } catch (LedgerException refused) {
      failed(nowMillis, refused);
      return false;
    }
  }

  private void collect(CompletableFuture<Commit> done, long nowMillis, List<Commit> captured) {
    try {
      captured.add(done.join());
      waiting.removeFirst();
      if (failures > 0) {
        log.info("lane {}: ledger writes again after {} failures", laneId, failures);
      }
      failures = 0;
      nextTryMillis = nowMillis;
    } catch (CompletionException notWritten) {
      failed(nowMillis, notWritten.getCause() == null ? notWritten : notWritten.getCause());
    }
  }

  private void failed(long nowMillis, Throwable cause) {
    failures++;
    long wait = FIRST_WAIT_MILLIS << Math.min(failures - 1, 10);
    nextTryMillis = nowMillis + Math.min(LONGEST_WAIT_MILLIS, wait);
    if (failures == 1 || failures % 20 == 0) {
      log.error(
          "lane {}: passage not captured (try {}), {} waiting, trying again: {}",
          laneId,
          failures,
          waiting.size(),
          cause.getMessage());
    }
  }
}
