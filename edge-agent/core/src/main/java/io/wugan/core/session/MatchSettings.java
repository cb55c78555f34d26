package io.wugan.core.session;

import io.wugan.core.plate.PlateCosts;
import java.time.Duration;

/**
 * How an exit is matched to an open session.
 *
 * @param costs what it costs to take one character for another
 * @param autoCost a single likely misreading of at most this cost closes a session by itself, if no
 *     other open plate is near; 0 to 0.5
 * @param arbitrary when a single arbitrary misreading closes a session by itself, if no other open
 *     plate is near
 * @param nearCost open plates within this cost make a likely misreading ambiguous; 0.5 to 2
 * @param reviewCost open plates within this cost are offered to a person; 1 to 4
 * @param maxCandidates as many are offered; 1 to 20
 * @param turnBackWithin a vehicle that leaves by the lane it came in within this time never parked
 * @param givesWayWithin a close on a likely misreading gives way to an exit with the very plate
 *     within this time
 */
public record MatchSettings(
    PlateCosts costs,
    double autoCost,
    Arbitrary arbitrary,
    double nearCost,
    double reviewCost,
    int maxCandidates,
    Duration turnBackWithin,
    Duration givesWayWithin) {

  /** What a single arbitrary misreading takes to close a session without a person. */
  public enum Arbitrary {
    /** A person always decides. */
    NEVER,
    /** A camera read the other plate as well, or was in doubt about just that character. */
    READ,
    /** That, or both colours are seen and equal. */
    CORROBORATED
  }

  /** Works for lots of up to some thousand open sessions. */
  public static final MatchSettings DEFAULT =
      new MatchSettings(
          PlateCosts.STANDARD,
          0.35,
          Arbitrary.CORROBORATED,
          1.0,
          2.0,
          5,
          Duration.ofMinutes(2),
          Duration.ofDays(1));

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public MatchSettings {
    range("autoCost", autoCost, 0, 0.5);
    range("nearCost", nearCost, 0.5, 2);
    range("reviewCost", reviewCost, 1, 4);
    range("maxCandidates", maxCandidates, 1, 20);
    if (turnBackWithin.isNegative() || givesWayWithin.isNegative()) {
      throw new IllegalArgumentException(
          "turnBackWithin and givesWayWithin must not be negative, not "
              + turnBackWithin
              + ", "
              + givesWayWithin);
    }
  }

  private static void range(String name, double value, double least, double greatest) {
    if (!(value >= least && value <= greatest)) {
      throw new IllegalArgumentException(
          name + " must lie between " + least + " and " + greatest + ", not " + value);
    }
  }
}
