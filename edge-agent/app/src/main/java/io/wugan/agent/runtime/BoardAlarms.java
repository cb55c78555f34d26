package io.wugan.agent.runtime;

import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthEvents;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.time.LotClock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what is wrong with the whole board once, and once when it is over, also what was raised
 * before a restart. Confined to one thread.
 */
final class BoardAlarms {
  private final HealthEvents events;
  private final LotClock clock;
  private final Set<HealthKind> raised = EnumSet.noneOf(HealthKind.class);

  BoardAlarms(HealthEvents events, LotClock clock) {
    this.events = events;
    this.clock = clock;
  }

  /** How it stands; what could not be told is told at the next occasion. */
  void set(HealthKind kind, boolean wrong, String detail) {
    boolean leftOver = !wrong && events.mayBeRaised(kind, HealthPlace.BOARD);
    if (wrong == raised.contains(kind) && !leftOver) {
      return;
    }
    Optional<String> more = wrong ? Optional.of(detail) : Optional.empty();
    if (events.tell(new HealthAlarm(kind, HealthAlarm.BOARD, wrong, clock.now(), more))) {
      if (wrong) {
        raised.add(kind);
      } else {
        raised.remove(kind);
      }
    }
  }
}
