package io.wugan.lab.lot;

import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** The clock of a simulated board: steps, and begins anew with a boot. */
final class BoardClock {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private long nowMillis;
  private long wrongByMillis;
  private long bootedAtMillis;
  private int boots = 1;

  void advance(Duration by) {
    nowMillis += by.toMillis();
  }

  /** The board's UTC reads {@code millis} too much from now on. */
  void step(long millis) {
    wrongByMillis = millis;
  }

  void reboot() {
    bootedAtMillis = nowMillis;
    boots++;
  }

  /** True time since the beginning. */
  long elapsedMillis() {
    return nowMillis;
  }

  int boots() {
    return boots;
  }

  LotTime now() {
    return new LotTime(
        START.plusMillis(nowMillis + wrongByMillis),
        nowMillis - bootedAtMillis,
        "boot-" + boots,
        wrongByMillis == 0 ? ClockQuality.SYNCED : ClockQuality.UNKNOWN,
        OptionalInt.empty());
  }
}
