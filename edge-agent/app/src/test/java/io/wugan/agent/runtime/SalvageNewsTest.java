package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.OutboxRow;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageNewsTest {

  @TempDir Path directory;
  private final LotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(5));

  @Test
  void salvagedLedger_isToldOnce_howeverOftenTheAgentStarts() throws Exception {
    Files.write(directory.resolve("ledger.db"), new byte[8192]);

    List<String> first = startAndList();
    List<String> second = startAndList();

    assertThat(first).hasSize(1);
    assertThat(first.get(0))
        .contains(
            "\"kind\":\"LEDGER_SALVAGED\"", "\"lane\":\"board\"", "\"detail\":\"saved 0 stays");
    assertThat(second).isEqualTo(first);
  }

  @Test
  void soundLedger_hasNothingToTell() {
    assertThat(startAndList()).isEmpty();
  }

  private List<String> startAndList() {
    try (SqliteLedger ledger = SqliteLedger.open(directory, new EventCodec("s1", "e1"), ids)) {
      SalvageNews.tell(
          ledger, new HealthRecorder(ledger, ids::next, directory.resolve("alarms.txt")), clock);
      return ledger.outbox().list(1, 10).stream()
          .map(OutboxRow::payload)
          .map(payload -> new String(payload, StandardCharsets.UTF_8))
          .toList();
    }
  }
}
