package io.wugan.sync.uplink;

import io.wugan.sync.contract.CloudAck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Records that were sent on this connection and that the cloud has not acknowledged. Confined to
 * the uplink's thread.
 */
final class Awaiting {

  // By the standard pauses, 25 minutes.
  private static final int DEAF_AFTER = 6;

  private static final class Attempt {
    private int tries;
    private int unheard;
    private long heardBefore;
    private boolean inFlight;
    private long dueNanos;
  }

  private final TreeMap<Long, Attempt> attempts = new TreeMap<>();
  private final RetryDelay delay;
  private final UplinkTimings timings;
  private long heard;
  private boolean deaf;

  Awaiting(RetryDelay delay, UplinkTimings timings) {
    this.delay = delay;
    this.timings = timings;
  }

  void clear() {
    attempts.clear();
    deaf = false;
  }

  /**
   * Whether the broker took a record more than {@value #DEAF_AFTER} times while the cloud said
   * nothing at all. A broker may have lost what was subscribed to, or have too many of the cloud's
   * words under way to this board; only a new connection mends either.
   */
  boolean isDeaf() {
    return deaf;
  }

  int size() {
    return attempts.size();
  }

  boolean contains(long seq) {
    return attempts.containsKey(seq);
  }

  /** Handed to the transport; true if it was sent before. */
  boolean sent(long seq) {
    Attempt attempt = attempts.computeIfAbsent(seq, unused -> new Attempt());
    attempt.tries++;
    attempt.inFlight = true;
    return attempt.tries > 1;
  }

  /** The broker took them; now the cloud has time to answer. */
  void published(Collection<Long> seqs, long nowNanos) {
    refused(seqs, nowNanos);
    for (long seq : seqs) {
      Attempt attempt = attempts.get(seq);
      if (attempt != null) {
        attempt.unheard = attempt.heardBefore == heard ? attempt.unheard + 1 : 1;
        attempt.heardBefore = heard;
        deaf |= attempt.unheard > DEAF_AFTER;
      }
    }
  }

  /** The broker did not take them; they are sent again after a while. */
  void refused(Collection<Long> seqs, long nowNanos) {
    for (long seq : seqs) {
      Attempt attempt = attempts.get(seq);
      if (attempt != null) {
        attempt.inFlight = false;
        attempt.dueNanos = nowNanos + resendDelay(attempt);
      }
    }
  }

  /** The cloud asks for it again, later. */
  void retryLater(long seq, long nowNanos) {
    Attempt attempt = attempts.computeIfAbsent(seq, unused -> new Attempt());
    attempt.dueNanos = nowNanos + resendDelay(attempt);
  }

  private long resendDelay(Attempt attempt) {
    return delay
        .beforeResend(timings.ackLimit(), timings.ackMost(), Math.max(1, attempt.tries))
        .toNanos();
  }

  /** Numbers whose time is over, the lowest first. */
  List<Long> listDue(long nowNanos, int limit) {
    List<Long> due = new ArrayList<>();
    for (Map.Entry<Long, Attempt> entry : attempts.entrySet()) {
      Attempt attempt = entry.getValue();
      if (!attempt.inFlight && attempt.dueNanos - nowNanos <= 0) {
        due.add(entry.getKey());
        if (due.size() == limit) {
          break;
        }
      }
    }
    return due;
  }

  /** No longer of interest: acknowledged elsewhere or set apart. */
  void forget(Collection<Long> seqs) {
    seqs.forEach(attempts::remove);
  }

  /** Takes out what an acknowledgement settles, and plans what it wants again. */
  void settle(CloudAck ack, long nowNanos) {
    heard++;
    deaf = false;
    attempts.headMap(ack.upto(), true).clear();
    forget(ack.also());
    Set<Long> later = new HashSet<>();
    for (CloudAck.Nack nack : ack.nack()) {
      if (nack.code().isFinal()) {
        attempts.remove(nack.seq());
      } else {
        later.add(nack.seq());
      }
    }
    for (CloudAck.SeqRange range : ack.missing()) {
      // What is under way already is not sent twice.
      attempts
          .subMap(range.first(), true, range.last(), true)
          .values()
          .removeIf(attempt -> !attempt.inFlight);
    }
    later.forEach(seq -> retryLater(seq, nowNanos));
  }
}
