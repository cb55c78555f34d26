package io.wugan.core.health;

/** Takes how things stand from whoever looks after them. Thread-safe, never blocks. */
@FunctionalInterface
public interface HealthSink {

  /**
   * How something stands now; to be called as often as its owner likes.
   *
   * @param kind what may be wrong
   * @param place where
   * @param wrong whether it is
   * @param detail more, for a person, in one line and without plates; empty where the kind says all
   */
  void set(HealthKind kind, HealthPlace place, boolean wrong, String detail);

  /** It is as it should be. */
  default void right(HealthKind kind, HealthPlace place) {
    set(kind, place, false, "");
  }

  /** It is not. */
  default void wrong(HealthKind kind, HealthPlace place, String detail) {
    set(kind, place, true, detail);
  }
}
