package io.wugan.core.time;

/** The clock of the lot. Thread-safe, does not block. */
@FunctionalInterface
public interface LotClock {

  /** The present instant. */
  LotTime now();
}
