package io.wugan.core.health;

/** Takes alarms to those who can help. Thread-safe. */
@FunctionalInterface
public interface HealthEvents {

  /**
   * Tells an alarm. May block until it is captured, for at most half a minute: never to be called
   * by a lane's thread.
   *
   * @return whether it is captured; if not, whoever tells it tries again at the next occasion
   */
  boolean tell(HealthAlarm alarm);

  /**
   * Whether an alarm was raised, perhaps before a restart, and not told to be over since. Whoever
   * finds all well asks, and tells it. Does not block.
   *
   * @param place where
   */
  default boolean mayBeRaised(HealthKind kind, HealthPlace place) {
    return false;
  }
}
