package io.wugan.agent.lot;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.lot.ClockExchange;
import io.wugan.core.lot.ClockTie;
import io.wugan.core.lot.Handover;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperClockTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("lot.clocks");
  }

  private static LotTime at(String boot, long mono) {
    return new LotTime(
        START.plusMillis(mono), mono, boot, ClockQuality.SYNCED, OptionalInt.empty());
  }

  /** At {@code mono} of the gate's boot, with a way of {@code way} there and back. */
  private static ClockExchange exchange(String boot, long mono, long way) {
    LotTime keeper = at("keeper", mono + 1_000_000);
    return new ClockExchange(at(boot, mono), keeper, keeper, at(boot, mono + way));
  }

  @Test
  void passagesOfAnEarlierBoot_areCoveredAfterARestart() {
    new KeeperClock(file()).compared(exchange("first", 60_000, 2));
    KeeperClock second = new KeeperClock(file());
    assertThat(second.ties()).extracting(tie -> tie.own().bootId()).containsExactly("first");
    assertThat(second.ahead()).as("nothing measured in this run").isEmpty();

    second.compared(exchange("second", 5_000, 2));

    assertThat(second.ties())
        .extracting(tie -> tie.own().bootId())
        .containsExactly("second", "first");
    assertThat(new KeeperClock(file()).ties()).isEqualTo(second.ties());
  }

  @Test
  void asManyBootsAreKept_asAHandoverMayCarry() {
    for (int boot = 0; boot < Handover.MOST_TIES + 3; boot++) {
      new KeeperClock(file()).compared(exchange("boot-" + boot, 1_000, 2));
    }

    assertThat(new KeeperClock(file()).ties())
        .hasSize(Handover.MOST_TIES)
        .extracting(tie -> tie.own().bootId())
        .startsWith("boot-10", "boot-9")
        .doesNotContain("boot-2");
  }

  @Test
  void fileIsWrittenSeldom_andForWhatIsClearlyBetter() throws IOException {
    KeeperClock clock = new KeeperClock(file());
    clock.compared(exchange("b", 0, 20));
    FileTime mark = FileTime.fromMillis(1000);
    Files.setLastModifiedTime(file(), mark);
    for (long mono = 30_000; mono < Duration.ofMinutes(59).toMillis(); mono += 30_000) {
      clock.compared(exchange("b", mono, 18));
    }
    assertThat(Files.getLastModifiedTime(file())).as("nothing new for an hour").isEqualTo(mark);

    clock.compared(exchange("b", Duration.ofMinutes(59).toMillis(), 2));
    assertThat(Files.getLastModifiedTime(file())).isNotEqualTo(mark);
    assertThat(clock.ties()).extracting(ClockTie::errorMillis).containsExactly(1);
  }

  @Test
  void fileThatCannotBeRead_countsAsNone_andIsWrittenAnew() throws IOException {
    Files.writeString(file(), "{\"v\":1,\"ties\":[{}]}");
    KeeperClock clock = new KeeperClock(file());
    assertThat(clock.ties()).isEmpty();

    clock.compared(exchange("b", 0, 2));
    assertThat(new KeeperClock(file()).ties()).hasSize(1);
  }
}
