package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.core.session.SessionState;
import io.wugan.sync.testing.ChildJvm;
import io.wugan.sync.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of committing loses nothing that it said is captured. */
class KillTest {

  private static final int KILLS = Integer.getInteger("wugan.kills", 10);

  @TempDir Path directory;

  @Test
  void killedWhileCommitting_keepsAllThatWasCaptured_withoutAGap() throws Exception {
    Random random = new Random(17);
    Set<Long> captured = new HashSet<>();
    UUID epoch = null;
    for (int kill = 0; kill < KILLS; kill++) {
      captured.addAll(runAndKill(200 + random.nextInt(4000)));

      try (SqliteLedger ledger = new Samples(kill).open(directory)) {
        assertThat(epoch == null || epoch.equals(ledger.epoch())).isTrue();
        epoch = ledger.epoch();
        check(ledger, captured);
      }
    }
  }

  /** Numbers that the child said are captured. */
  private List<Long> runAndKill(int afterBytes) throws IOException, InterruptedException {
    Path said = directory.resolve("said");
    Process child =
        ChildJvm.of(KillChild.class, directory.toString()).redirectOutput(said.toFile()).start();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(said) >= afterBytes);
    } finally {
      child.destroyForcibly().waitFor();
    }
    List<Long> numbers = new ArrayList<>();
    String text = Files.readString(said);
    // A last line that was cut off does not count.
    for (String line : text.substring(0, text.lastIndexOf('\n')).lines().toList()) {
      numbers.add(Long.parseLong(line));
    }
    return numbers;
  }

  private void check(SqliteLedger ledger, Set<Long> captured) {
    long last = ledger.outbox().lastSeq();
    Set<Long> held = new HashSet<>();
    long from = 1;
    List<OutboxRow> rows = ledger.outbox().list(from, 1000);
    while (!rows.isEmpty()) {
      for (OutboxRow row : rows) {
        assertThat(row.intact()).isTrue();
        assertThat(row.seq()).as("no gap").isEqualTo(from);
        held.add(row.seq());
        from++;
      }
      rows = ledger.outbox().list(from, 1000);
    }
    assertThat(from - 1).isEqualTo(last);
    assertThat(held).containsAll(captured);
    try (LedgerView view = LedgerView.open(directory)) {
      long open = view.countSessions(SessionState.OPEN);
      assertThat(view.listSessions(SessionState.OPEN, Integer.MAX_VALUE)).hasSize((int) open);
      assertThat(
              view.listSessions(SessionState.OPEN, Integer.MAX_VALUE).stream()
                  .map(session -> session.plate().orElseThrow())
                  .distinct()
                  .count())
          .as("at most one open session of a plate")
          .isEqualTo(open);
    }
  }
}
