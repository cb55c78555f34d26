package io.wugan.devices.camera;

import java.util.Locale;
import java.util.Optional;

/**
 * Counts pictures: too few are fewer than {@value #LEAST} a second, or fewer than half of what the
 * stream says, over ten seconds; all is well again from a tenth above. What a stream says of itself
 * is believed for nothing else. Confined to the camera's thread.
 */
final class RateWatch {

  /** With fewer a vehicle of 20 km/h is not seen five times in four metres. */
  static final double LEAST = 5;

  private static final double ANNOUNCED_SHARE = 0.5;
  private static final double MOST_ANNOUNCED = 240;
  private static final double WELL_ABOVE = 1.1;
  private static final long SPAN_NANOS = 10_000_000_000L;
  private static final double NANOS = 1e9;

  private final double wanted;
  private final double announced;
  private long spanStart;
  private int pictures = -1;
  private boolean slow;
  private double rate;

  /**
   * @param announced pictures a second as the stream says; 0 where it does not
   */
  RateWatch(double announced) {
    this.announced = announced > 0 && announced <= MOST_ANNOUNCED ? announced : 0;
    this.wanted = Math.max(LEAST, ANNOUNCED_SHARE * this.announced);
  }

  /** A picture has come. */
  void picture(long nanos) {
    if (pictures < 0) {
      spanStart = nanos;
    }
    pictures++;
    long span = nanos - spanStart;
    if (span >= SPAN_NANOS) {
      rate = pictures * NANOS / span;
      slow = rate < (slow ? wanted * WELL_ABOVE : wanted);
      spanStart = nanos;
      pictures = 0;
    }
  }

  /** Pictures a second over the last ten seconds; 0 before. */
  double rate() {
    return rate;
  }

  /** What is wrong with the rate, if anything. */
  Optional<String> wrong() {
    if (!slow) {
      return Optional.empty();
    }
    String more =
        announced > 0 ? String.format(Locale.ROOT, "; the stream says %.1f", announced) : "";
    return Optional.of(
        String.format(
            Locale.ROOT, "%.1f pictures a second, %.1f are wanted%s", rate, wanted, more));
  }
}
