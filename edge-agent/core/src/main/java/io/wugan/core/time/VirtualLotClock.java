package io.wugan.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A clock that stands still until it is moved: for replaying recorded video and for tests.
 * Thread-safe.
 */
public final class VirtualLotClock implements LotClock {

  private final Instant start;
  private final String bootId;
  private volatile Duration elapsed = Duration.ZERO;

  /**
   * @param start UTC of the beginning
   * @param bootId boot that its readings claim to belong to
   */
  public VirtualLotClock(Instant start, String bootId) {
    this.start = start;
    this.bootId = bootId;
  }

  @Override
  public LotTime now() {
    return at(elapsed);
  }

  /** The reading at {@code sinceStart}, without moving the clock. */
  public LotTime at(Duration sinceStart) {
    return new LotTime(
        start.plus(sinceStart),
        sinceStart.toMillis(),
        bootId,
        ClockQuality.SYNCED,
        OptionalInt.of(0));
  }

  /**
   * Moves the clock forward to {@code sinceStart}; a time that is past already leaves it where it
   * is.
   */
  public synchronized LotTime advanceTo(Duration sinceStart) {
    if (sinceStart.compareTo(elapsed) > 0) {
      elapsed = sinceStart;
    }
    return at(sinceStart);
  }
}
