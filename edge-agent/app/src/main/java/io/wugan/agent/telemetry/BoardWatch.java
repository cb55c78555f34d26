package io.wugan.agent.telemetry;

import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.sync.contract.Heartbeat;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what is wrong with the board itself: heat, supply, memory, storage. Each has a mark at which
 * it is wrong and another at which it is right again, so that it does not flutter. Confined to the
 * thread {@code telemetry}.
 */
final class BoardWatch {

  private static final Logger log = LoggerFactory.getLogger(BoardWatch.class);

  /** Between two looks. */
  static final Duration EVERY = Duration.ofSeconds(10);

  // A Raspberry Pi slows its processor down from 80 degrees on (raspberrypi.com, documentation of
  // config.txt, temp_soft_limit and the limit of 85).
  private static final double HOT_C = 80;
  private static final double COOL_C = 75;
  private static final long LITTLE_MB = 100;
  private static final long ENOUGH_MB = 150;

  /**
   * A busy day of a lane: 2800 vehicles at 0.12 MB for records and 0.25 MB for pictures, and room.
   */
  private static final long WRITTEN_MB_A_LANE = 1500;

  private static final long WEAK_FOR_NANOS = Duration.ofMinutes(1).toNanos();

  private final HealthSink health;
  private final MachineProbe machine;
  private final StorageWear storage;
  private final int lanes;
  private boolean hot;
  private boolean little;
  private long weakUntilNanos;
  private boolean everWeak;

  /**
   * @param health told
   * @param machine asked
   * @param storage asked
   * @param lanes how many the board looks after
   */
  BoardWatch(HealthSink health, MachineProbe machine, StorageWear storage, int lanes) {
    this.health = health;
    this.machine = machine;
    this.storage = storage;
    this.lanes = Math.max(1, lanes);
  }

  /**
   * Looks.
   *
   * @param writtenMb what was written within the last day
   * @param nowNanos on a clock that never steps
   */
  void look(OptionalLong writtenMb, long nowNanos) {
    Set<Heartbeat.PowerFault> power = machine.power().map(Heartbeat.Power::now).orElse(Set.of());
    heat(power);
    supply(power, nowNanos);
    memory();
    wear(writtenMb);
  }

  private void heat(Set<Heartbeat.PowerFault> power) {
    OptionalDouble celsius = machine.temperatureC();
    double now = celsius.orElse(0);
    hot = now >= HOT_C || (hot && now > COOL_C);
    boolean slowed = power.contains(Heartbeat.PowerFault.HOT);
    String detail =
        celsius.isPresent() ? String.format(Locale.ROOT, "%.0f degrees Celsius", now) : "";
    set(HealthKind.BOARD_HOT, hot || slowed, slowed ? detail + ", slowed down" : detail);
  }

  // The voltage drops for moments, when a vehicle comes and the processor wakes.
  private void supply(Set<Heartbeat.PowerFault> power, long nowNanos) {
    if (power.contains(Heartbeat.PowerFault.UNDER_VOLTAGE)) {
      everWeak = true;
      weakUntilNanos = nowNanos + WEAK_FOR_NANOS;
    }
    boolean weak = everWeak && weakUntilNanos - nowNanos > 0;
    set(HealthKind.SUPPLY_WEAK, weak, "the voltage drops: another power supply is wanted");
  }

  private void memory() {
    OptionalLong free = machine.memoryFreeMb();
    long now = free.orElse(Long.MAX_VALUE);
    little = now < LITTLE_MB || (little && now < ENOUGH_MB);
    set(HealthKind.MEMORY_LOW, little, now + " MB are left");
  }

  private void wear(OptionalLong writtenMb) {
    Optional<String> worn = storage.worn();
    long most = WRITTEN_MB_A_LANE * lanes;
    boolean much = writtenMb.orElse(0) > most;
    set(
        HealthKind.STORAGE_WEARS,
        worn.isPresent() || much,
        worn.orElse(writtenMb.orElse(0) + " MB written within a day; " + most + " are expected"));
  }

  private void set(HealthKind kind, boolean wrong, String detail) {
    if (wrong) {
      log.debug("{}: {}", kind, detail);
    }
    health.set(kind, HealthPlace.BOARD, wrong, detail);
  }
}
