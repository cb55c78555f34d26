package io.wugan.agent.system;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What chrony says of the clock: {@code chronyc -n -c tracking}, as chronyc(1) tells it.
 *
 * @param server that is followed
 * @param stratum of it, 0 to 16
 * @param offsetSeconds of the clock, behind or ahead
 * @param driftPpm of the clock without a server
 * @param isSet whether a server has set the clock
 */
public record ChronyTracking(
    String server, int stratum, double offsetSeconds, double driftPpm, boolean isSet) {

  /** What chronyc is to be asked. */
  public static final List<String> ARGUMENTS = List.of("-n", "-c", "tracking");

  // Reference, name, stratum, time, offset, last offset, RMS offset, frequency ppm, residual, skew,
  // root delay, root dispersion, interval, leap status.
  private static final int FIELDS = 14;
  private static final int SERVER = 1;
  private static final int STRATUM = 2;
  private static final int OFFSET = 4;
  private static final int FREQUENCY = 7;
  private static final int DEEPEST_STRATUM = 15;
  private static final Set<String> NO_REFERENCE = Set.of("00000000", "7F7F0101"); // none; itself
  private static final Set<String> SET = Set.of("Normal", "Insert second", "Delete second");

  /** Reads its answer; empty if it is none. */
  public static Optional<ChronyTracking> parse(String line) {
    String[] fields = line.strip().split(",", -1);
    if (fields.length != FIELDS) {
      return Optional.empty();
    }
    try {
      int stratum = Integer.parseInt(fields[STRATUM]);
      boolean set =
          stratum >= 1
              && stratum <= DEEPEST_STRATUM
              && !NO_REFERENCE.contains(fields[0])
              && SET.contains(fields[FIELDS - 1]);
      return Optional.of(
          new ChronyTracking(
              fields[SERVER],
              stratum,
              Double.parseDouble(fields[OFFSET]),
              Double.parseDouble(fields[FREQUENCY]),
              set));
    } catch (NumberFormatException other) {
      return Optional.empty();
    }
  }
}
