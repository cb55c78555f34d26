package io.wugan.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.health.HealthBook;
import io.wugan.core.health.HealthFault;
import io.wugan.core.health.HealthKind;
import io.wugan.core.time.SystemLotClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A board as files that Linux would have. */
class BoardWatchTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  @TempDir Path folder;
  private final HealthBook health = new HealthBook(alarm -> true, new SystemLotClock());
  private BoardWatch watch;

  @BeforeEach
  void board() throws IOException {
    temperature(55);
    power("0x0");
    memoryMb(1000);
    watch =
        new BoardWatch(
            health,
            new MachineProbe(folder, folder.resolve("temp"), folder.resolve("throttled")),
            new StorageWear(folder.resolve("mmc_host")),
            2);
  }

  private void temperature(int celsius) throws IOException {
    Files.writeString(folder.resolve("temp"), celsius * 1000 + "\n");
  }

  private void power(String bits) throws IOException {
    Files.writeString(folder.resolve("throttled"), bits + "\n");
  }

  private void memoryMb(int free) throws IOException {
    Files.writeString(folder.resolve("meminfo"), "MemAvailable: " + free * 1024 + " kB\n");
  }

  private List<HealthKind> wrongAt(long minutes, long writtenMb) {
    watch.look(OptionalLong.of(writtenMb), minutes * MINUTE);
    return health.faults().stream().map(HealthFault::kind).toList();
  }

  @Test
  void boardThatIsWell_hasNoFault() {
    assertThat(wrongAt(0, 700)).isEmpty();
  }

  @Test
  void heat_isWrongFrom80_andRightFrom75() throws IOException {
    temperature(80);
    assertThat(wrongAt(0, 0)).containsExactly(HealthKind.BOARD_HOT);
    assertThat(health.faults().get(0).detail()).isEqualTo("80 degrees Celsius");
    temperature(77);
    assertThat(wrongAt(1, 0)).containsExactly(HealthKind.BOARD_HOT);
    temperature(75);
    assertThat(wrongAt(2, 0)).isEmpty();
    power("0x8");
    assertThat(wrongAt(3, 0)).containsExactly(HealthKind.BOARD_HOT);
  }

  @Test
  void voltageThatDropsForAMoment_isWrongForAMinute() throws IOException {
    power("0x50005");
    assertThat(wrongAt(0, 0)).containsExactly(HealthKind.SUPPLY_WEAK);
    power("0x50000"); // was so since boot, is not so now
    assertThat(wrongAt(0, 0)).containsExactly(HealthKind.SUPPLY_WEAK);
    assertThat(wrongAt(2, 0)).isEmpty();
  }

  @Test
  void memory_isWrongBelow100_andRightFrom150() throws IOException {
    memoryMb(99);
    assertThat(wrongAt(0, 0)).containsExactly(HealthKind.MEMORY_LOW);
    memoryMb(120);
    assertThat(wrongAt(1, 0)).containsExactly(HealthKind.MEMORY_LOW);
    memoryMb(150);
    assertThat(wrongAt(2, 0)).isEmpty();
  }

  @Test
  void storage_wearsByWhatIsWritten_orByWhatItSays() throws IOException {
    assertThat(wrongAt(0, 3000)).isEmpty();
    assertThat(wrongAt(1, 3001)).containsExactly(HealthKind.STORAGE_WEARS);
    assertThat(wrongAt(2, 100)).isEmpty();

    Path card = Files.createDirectories(folder.resolve("mmc_host/mmc0/mmc0:0001"));
    Files.writeString(card.resolve("life_time"), "0x02 0x08\n");
    Files.writeString(card.resolve("pre_eol_info"), "0x01\n");
    assertThat(wrongAt(3, 100)).isEmpty();
    Files.writeString(card.resolve("life_time"), "0x02 0x0a\n");
    assertThat(wrongAt(4, 100)).containsExactly(HealthKind.STORAGE_WEARS);
    assertThat(health.faults().get(0).detail()).isEqualTo("mmc0:0001: 90 % of its life are used");
    Files.writeString(card.resolve("life_time"), "n/a\n");
    Files.writeString(card.resolve("pre_eol_info"), "0x03\n");
    assertThat(wrongAt(5, 100)).containsExactly(HealthKind.STORAGE_WEARS);
  }
}
