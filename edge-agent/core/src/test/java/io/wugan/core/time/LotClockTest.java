package io.wugan.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LotClockTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir private Path dir;

  @Test
  void virtualClock_untouched_standsStill() {
    VirtualLotClock clock = new VirtualLotClock(START, "boot-1");
    assertThat(clock.now()).isEqualTo(clock.now());
    assertThat(clock.now().utc()).isEqualTo(START);
    assertThat(clock.now().monoMillis()).isZero();
    assertThat(clock.now().bootId()).isEqualTo("boot-1");
    assertThat(clock.now().quality()).isEqualTo(ClockQuality.SYNCED);
  }

  @Test
  void virtualClock_advanced_onlyForward() {
    VirtualLotClock clock = new VirtualLotClock(START, "boot-1");
    assertThat(clock.advanceTo(Duration.ofSeconds(5))).isEqualTo(clock.now());
    assertThat(clock.advanceTo(Duration.ofSeconds(3))).isEqualTo(clock.at(Duration.ofSeconds(3)));
    assertThat(clock.now().utc()).isEqualTo(START.plusSeconds(5));
    assertThat(clock.now().monoMillis()).isEqualTo(5000);
  }

  @Test
  void virtualClock_at_doesNotMoveIt() {
    VirtualLotClock clock = new VirtualLotClock(START, "boot-1");
    assertThat(clock.at(Duration.ofMinutes(1)).utc()).isEqualTo(START.plusSeconds(60));
    assertThat(clock.now().utc()).isEqualTo(START);
  }

  @Test
  void systemClock_onLinux_bootIdAndTimeSinceBoot() throws IOException {
    Path bootId = Files.writeString(dir.resolve("boot_id"), "0c1d-made-up\n");
    Path uptime = Files.writeString(dir.resolve("uptime"), "86400.25 170000.10\n");

    LotTime first = new SystemLotClock(bootId, uptime).now();
    LotTime second = new SystemLotClock(bootId, uptime).now();

    assertThat(first.bootId()).isEqualTo("0c1d-made-up").isEqualTo(second.bootId());
    assertThat(first.monoMillis()).isBetween(86_400_250L, 86_400_250L + 60_000);
  }

  @Test
  void systemClock_whereNothingTells_eachStartIsABoot() {
    Path absent = dir.resolve("absent");
    LotTime first = new SystemLotClock(absent, absent).now();
    LotTime second = new SystemLotClock(absent, absent).now();
    assertThat(first.bootId()).isNotBlank().isNotEqualTo(second.bootId());
    assertThat(first.monoMillis()).isBetween(0L, 60_000L);
  }

  @Test
  void systemClock_unreadableUptime_doesNotClaimTheBoot() throws IOException {
    Path bootId = Files.writeString(dir.resolve("boot_id"), "0c1d-made-up\n");
    Path uptime = Files.writeString(dir.resolve("uptime"), "soon\n");
    assertThat(new SystemLotClock(bootId, uptime).now().bootId()).isNotEqualTo("0c1d-made-up");
  }

  @Test
  void systemClock_emptyBootId_doesNotClaimTheBoot() throws IOException {
    Path bootId = Files.writeString(dir.resolve("boot_id"), "\n");
    Path uptime = Files.writeString(dir.resolve("uptime"), "86400.25 170000.10\n");
    assertThat(new SystemLotClock(bootId, uptime).now().bootId()).isNotBlank();
  }

  @Test
  void systemClock_readTwice_neverBackwardsAndInMilliseconds() {
    SystemLotClock clock = new SystemLotClock();
    Instant before = Instant.now();
    LotTime first = clock.now();
    LotTime second = clock.now();
    assertThat(second.monoMillis()).isGreaterThanOrEqualTo(first.monoMillis());
    assertThat(Duration.between(before, first.utc()).abs()).isLessThan(Duration.ofMinutes(1));
    assertThat(first.utc().getNano() % 1_000_000).isZero();
  }
}
