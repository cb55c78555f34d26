package io.wugan.core.testing;

import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** A board's clock in a script: it can be wrong, be set, and begin anew with a boot. */
final class ScriptClock {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private Duration wrongBy = Duration.ZERO;
  private Duration bootedAt = Duration.ZERO;
  private int boot = 1;
  private ClockQuality quality = ClockQuality.SYNCED;

  /** From now on UTC reads {@code by} too much. */
  void setWrongBy(Duration by) {
    wrongBy = by;
  }

  void setQuality(ClockQuality value) {
    quality = value;
  }

  void boot(String at) {
    bootedAt = sinceStart(at);
    boot++;
  }

  /** {@code 08:00} of the first day, or {@code 2d08:00} of another; seconds may follow. */
  LotTime at(String dayAndTime) {
    Duration sinceStart = sinceStart(dayAndTime);
    return new LotTime(
        START.plus(sinceStart).plus(wrongBy),
        sinceStart.minus(bootedAt).toMillis(),
        "boot-" + boot,
        quality,
        OptionalInt.empty());
  }

  private static Duration sinceStart(String dayAndTime) {
    String[] parts =
        dayAndTime.contains("d") ? dayAndTime.split("d") : new String[] {"1", dayAndTime};
    String[] time = parts[1].split(":");
    return Duration.ofDays(Long.parseLong(parts[0]) - 1)
        .plusHours(Long.parseLong(time[0]))
        .plusMinutes(Long.parseLong(time[1]))
        .plusSeconds(time.length > 2 ? Long.parseLong(time[2]) : 0);
  }
}
