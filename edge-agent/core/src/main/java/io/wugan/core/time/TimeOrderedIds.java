package io.wugan.core.time;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs of version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random bits, so that
 * ids sort by the time they were made. With a seeded generator and a virtual clock the ids repeat
 * exactly. Thread-safe.
 */
public final class TimeOrderedIds {

  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT_RFC9562 = 0x8000000000000000L;

  private final LotClock clock;
  private final RandomGenerator random;
  private static final long COUNTER_LIMIT = 0xFFF;
  // A clock that is behind by less than this has not been set back: the ids ran ahead of it.
  private static final long TOLERATED_LEAD_MILLIS = 1000;

  private long lastMillis = Long.MIN_VALUE;
  private long counter;

  /**
   * @param clock gives the leading 48 bits
   * @param random gives the rest; a secure one outside of replay and tests
   */
  public TimeOrderedIds(LotClock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new id, greater than all earlier ones of this source unless the clock is set back. */
  public synchronized UUID next() {
    long now = clock.now().utc().toEpochMilli();
    // A 12-bit counter orders ids within one millisecond and borrows from the next when it is used
    // up (RFC 9562 §6.2, method 1 and "counter rollover").
    boolean sameMillis = now <= lastMillis && now > lastMillis - TOLERATED_LEAD_MILLIS;
    if (sameMillis && counter < COUNTER_LIMIT) {
      counter++;
    } else {
      lastMillis = sameMillis ? lastMillis + 1 : now;
      counter = random.nextLong() & 0x7FF;
    }
    long high = (lastMillis << 16) | VERSION_7 | counter;
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | VARIANT_RFC9562;
    return new UUID(high, low);
  }
}
