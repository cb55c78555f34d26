package io.wugan.lab.proof.sister;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment by this machine's clocks.
 *
 * @param utc to hold against what boards write down
 * @param nanos {@link System#nanoTime()}, to measure by
 */
record Moment(Instant utc, long nanos) {

  static Moment now() {
    return new Moment(Instant.now(), System.nanoTime());
  }

  /** How long after {@code earlier}; negative if before. */
  Duration since(Moment earlier) {
    return Duration.ofNanos(nanos - earlier.nanos);
  }

  /** The moment so much later. */
  Moment plus(Duration time) {
    return new Moment(utc.plus(time), nanos + time.toNanos());
  }

  boolean isBefore(Moment other) {
    return nanos - other.nanos < 0;
  }
}
