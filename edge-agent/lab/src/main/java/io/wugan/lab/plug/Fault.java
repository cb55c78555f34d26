package io.wugan.lab.plug;

import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import java.util.Optional;
import java.util.Set;

/**
 * Something that is pulled and put back, and what should follow.
 *
 * @param id its short name, for {@code --only}
 * @param what in words
 * @param plug pulls it and puts it back
 * @param alarm what is to be told; empty where nothing can be
 * @param bars in what time
 * @param blind lanes that cannot notice vehicles meanwhile, having nothing else to notice them by
 */
record Fault(
    String id, String what, Plug plug, Optional<Alarm> alarm, Bars bars, Set<String> blind) {

  Fault {
    blind = Set.copyOf(blind);
  }

  /** An alarm and its place. */
  record Alarm(HealthKind kind, HealthPlace place) {
    @Override
    public String toString() {
      return kind + " " + place;
    }
  }

  /**
   * What is promised.
   *
   * @param raised the alarm arrives within so many seconds
   * @param cleared its end arrives within so many seconds of its being put back
   * @param awaySeconds it stays away for at least so long
   */
  record Bars(double raised, double cleared, double awaySeconds) {}

  static Fault of(
      String id, String what, Plug plug, HealthKind kind, HealthPlace place, Bars bars) {
    return new Fault(id, what, plug, Optional.of(new Alarm(kind, place)), bars, Set.of());
  }

  /** The same, where these lanes see nobody meanwhile. */
  Fault blinding(String... lanes) {
    return new Fault(id, what, plug, alarm, bars, Set.of(lanes));
  }

  /** The same, away for at least so many seconds. */
  Fault awayFor(double seconds) {
    return new Fault(
        id, what, plug, alarm, new Bars(bars.raised(), bars.cleared(), seconds), blind);
  }

  /** One that nobody can be told of. */
  static Fault untold(String id, String what, Plug plug, Bars bars) {
    return new Fault(id, what, plug, Optional.empty(), bars, Set.of());
  }
}
