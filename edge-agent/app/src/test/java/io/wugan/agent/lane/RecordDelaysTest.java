package io.wugan.agent.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.testing.Passages;
import io.wugan.core.lane.Direction;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.session.Decision;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordDelaysTest {

  private final VirtualLotClock clock =
      new VirtualLotClock(Instant.parse("2026-03-01T00:00:00Z"), "boot-1");
  private final List<Long> each = new ArrayList<>();
  private final RecordDelays delays = new RecordDelays("E1", each::add);

  private LotTime at(long millis) {
    return clock.at(Duration.ofMillis(millis));
  }

  private void captured(long crossed, long recorded) {
    LedgerChange change =
        new LedgerChange(
            Optional.of(
                Passages.of(new UUID(0, crossed), Direction.ENTER, Optional.empty(), at(crossed))),
            new Decision.Nothing(),
            List.of(),
            List.of());
    delays.captured(new Commit(new UUID(0, 1), change, List.of(), 0), at(recorded));
  }

  @Test
  void figures_areThoseOfThePassages_onceAnHour() {
    for (int i = 0; i < 100; i++) {
      captured(10_000 * i, 10_000 * i + (i < 90 ? 700 : 900));
    }
    assertThat(delays.due(at(3_600_000))).isEmpty();
    assertThat(delays.due(at(3_601_000)))
        .contains(
            "lane E1: 100 passages, from crossing to record: median 0.70 s, 95 % 0.90 s, longest"
                + " 0.90 s");
    assertThat(delays.end()).isEmpty();
  }

  @Test
  void manyPassages_areToldBeforeTheHour_andCountedAnew() {
    for (int i = 1; i <= RecordDelays.MOST; i++) {
      assertThat(delays.due(at(i))).isEmpty();
      captured(i, i + 500);
    }
    assertThat(delays.due(at(5000)))
        .hasValueSatisfying(
            words -> assertThat(words).contains("4096 passages").endsWith("0.50 s"));
    captured(5000, 5900);
    assertThat(delays.end())
        .hasValueSatisfying(words -> assertThat(words).contains("1 passages").endsWith("0.90 s"));
  }

  @Test
  void everyDelay_isTold_asItComes() {
    captured(0, 250);
    captured(1_000, 1_900);

    assertThat(each).containsExactly(250_000_000L, 900_000_000L);
  }

  @Test
  void nothingCaptured_saysNothing() {
    assertThat(delays.end()).isEmpty();
  }
}
