package io.wugan.devices.camera;

import java.util.Optional;

/**
 * Holds the times in a stream against the board's clock.
 *
 * <p>The clock says when a picture arrived, the stream how far it is behind the one before. Of all
 * pictures the one that came by the quickest way tells how the two clocks lie to one another; a
 * picture that took longer than that one was waiting somewhere, in a hung line say, and is older by
 * the difference. That quickest way is looked for over the last {@value #SPAN_SECONDS} to twice
 * {@value #SPAN_SECONDS} seconds, so that a camera's drifting clock does no harm.
 *
 * <p>A stream whose times stand still for 2 s, jump, or run faster or slower than the clock by more
 * than 5 % is not believed: {@link #wrong}. Confined to the camera's thread.
 */
final class StreamTimes {

  private static final long MICROS = 1_000_000;
  private static final long SPAN_SECONDS = 12;
  private static final long SPAN = SPAN_SECONDS * MICROS;
  private static final long MOST_LAG = 10 * MICROS; // no connection hangs longer and lives
  private static final long STANDING = 2 * MICROS;
  private static final long BACK = MICROS / 10;
  private static final long JUMP = MICROS;
  private static final double WRONG_SPEED = 0.05;
  private static final long FORGIVEN_AFTER = 30 * MICROS;

  private long lastStream = Long.MIN_VALUE;
  private long lastMoved;
  private long quickest = Long.MAX_VALUE;
  private long quickestBefore = Long.MAX_VALUE;
  private long spanStart;
  private long jumpedAt = Long.MIN_VALUE;
  private boolean runsBack;
  private boolean stands;
  private double speedFault;

  /**
   * Takes note of a picture.
   *
   * @param streamMicros its time in the stream; {@link Long#MIN_VALUE} where it has none
   * @param arrivalMicros when it came, on a clock that never steps
   * @return how long it was under way beyond what is usual, in microseconds, 0 to 10 s; 0 where the
   *     stream's times are wrong
   */
  long lagMicros(long streamMicros, long arrivalMicros) {
    if (lastStream == Long.MIN_VALUE) {
      if (streamMicros != Long.MIN_VALUE || lastMoved == 0) {
        begin(streamMicros, arrivalMicros);
      }
      stands = arrivalMicros - lastMoved > STANDING;
      return 0;
    }
    long stream = streamMicros == Long.MIN_VALUE ? lastStream : streamMicros;
    noteStanding(stream, arrivalMicros);
    long way = arrivalMicros - stream;
    long usual = Math.min(quickest, quickestBefore);
    if (stream < lastStream - BACK || way < usual - JUMP) {
      runsBack = stream < lastStream;
      jumpedAt = arrivalMicros;
      quickest = way;
      quickestBefore = Long.MAX_VALUE;
      spanStart = arrivalMicros;
    }
    lastStream = stream;
    noteSpan(way, arrivalMicros);
    long lag = way - Math.min(quickest, quickestBefore);
    return isWrong(arrivalMicros) ? 0 : Math.max(0, Math.min(MOST_LAG, lag));
  }

  private void begin(long stream, long arrival) {
    lastStream = stream;
    lastMoved = arrival;
    spanStart = arrival;
    if (stream != Long.MIN_VALUE) {
      quickest = arrival - stream;
    }
  }

  private void noteStanding(long stream, long arrival) {
    if (stream != lastStream) {
      lastMoved = arrival;
    }
    stands = arrival - lastMoved > STANDING;
  }

  private void noteSpan(long way, long arrival) {
    if (arrival - spanStart < SPAN) {
      quickest = Math.min(quickest, way);
      return;
    }
    // The quickest ways of two spans differ by what one clock gains on the other, and by nothing
    // that a line does.
    if (quickestBefore != Long.MAX_VALUE) {
      double gain = (double) (quickest - quickestBefore) / SPAN;
      speedFault = Math.abs(gain) > WRONG_SPEED ? gain : 0;
    }
    quickestBefore = quickest;
    quickest = way;
    spanStart = arrival;
  }

  private boolean isWrong(long arrivalMicros) {
    return stands || speedFault != 0 || isJumpRecent(arrivalMicros);
  }

  private boolean isJumpRecent(long arrivalMicros) {
    return jumpedAt != Long.MIN_VALUE && arrivalMicros - jumpedAt < FORGIVEN_AFTER;
  }

  /** What is wrong with the stream's times, if anything. */
  Optional<String> wrong(long nowMicros) {
    if (stands) {
      return Optional.of("times in the stream stand still");
    }
    if (isJumpRecent(nowMicros)) {
      return Optional.of(
          runsBack ? "times in the stream run backwards" : "times in the stream jump forwards");
    }
    if (speedFault != 0) {
      return Optional.of(
          String.format(
              "times in the stream run %.0f %% %s than the clock",
              Math.abs(speedFault) * 100, speedFault > 0 ? "slower" : "faster"));
    }
    return Optional.empty();
  }
}
