package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.lot.WaitingPassages;
import io.wugan.sync.testing.Samples;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingPassagesTest {

  @TempDir Path directory;
  private final Samples samples = new Samples(3);

  private List<Passage> capture(SqliteLedger ledger, int count) {
    List<Passage> captured = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      Passage passage =
          samples.passage(Direction.ENTER, Optional.of(Samples.plateNo(n)), n * 1000L);
      ledger.submit(samples.leftToKeeper(passage)).join();
      captured.add(passage);
    }
    return captured;
  }

  private static List<UUID> ids(List<Passage> passages) {
    return passages.stream().map(Passage::id).toList();
  }

  @Test
  void oldestComeFirst_untilSettled_alsoAfterARestart() {
    List<Passage> captured;
    try (SqliteLedger ledger = samples.open(directory)) {
      captured = capture(ledger, 5);
      WaitingPassages waiting = ledger.waitingPassages();
      assertThat(ids(waiting.listOldest(0, 3))).isEqualTo(ids(captured.subList(0, 3)));

      waiting.settle(ids(captured.subList(0, 2)));
    }
    try (SqliteLedger ledger = samples.open(directory)) {
      WaitingPassages waiting = ledger.waitingPassages();
      assertThat(ids(waiting.listOldest(0, 10))).isEqualTo(ids(captured.subList(2, 5)));
      assertThat(waiting.count()).isEqualTo(3);

      waiting.settle(ids(captured)); // those that do not wait any more are passed over
      assertThat(waiting.listOldest(0, 10)).isEmpty();
    }
  }

  @Test
  void settledOutOfOrder_laterOnesStillComeLater() {
    try (SqliteLedger ledger = samples.open(directory)) {
      List<Passage> first = capture(ledger, 3);
      ledger.waitingPassages().settle(List.of(first.get(2).id()));
      List<Passage> second = capture(ledger, 2);

      List<UUID> expected = new ArrayList<>(ids(first.subList(0, 2)));
      expected.addAll(ids(second));
      assertThat(ids(ledger.waitingPassages().listOldest(0, 10))).isEqualTo(expected);
    }
  }

  @Test
  void settledPassage_isKeptAsAPassage() {
    try (SqliteLedger ledger = samples.open(directory)) {
      Passage passage = capture(ledger, 1).get(0);
      ledger.waitingPassages().settle(List.of(passage.id()));
    }
    try (LedgerView view = LedgerView.open(directory)) {
      assertThat(view.listPictures(samples.id())).isEmpty();
      assertThat(view.lastSeq()).isZero();
    }
  }

  @Test
  void unreadablePassage_isSetApart_andHoldsUpNoOther() throws Exception {
    List<Passage> captured;
    try (SqliteLedger ledger = samples.open(directory)) {
      captured = capture(ledger, 3);
    }
    change("UPDATE passage SET body = x'7B' WHERE id = '" + captured.get(0).id() + "'");
    change("DELETE FROM passage WHERE id = '" + captured.get(1).id() + "'");

    try (SqliteLedger ledger = samples.open(directory)) {
      WaitingPassages waiting = ledger.waitingPassages();
      assertThat(ids(waiting.listOldest(0, 10))).containsExactly(captured.get(2).id());
      assertThat(waiting.count()).isEqualTo(1);
    }
    try (Connection connection = connect()) {
      assertThat(Sql.number(connection, "SELECT count(*) FROM handover WHERE apart IS NOT NULL"))
          .as("never deleted")
          .isEqualTo(2);
    }
  }

  @Test
  void closedLedger_saysSo() {
    SqliteLedger ledger = samples.open(directory);
    WaitingPassages waiting = ledger.waitingPassages();
    ledger.close();

    assertThatThrownBy(() -> waiting.listOldest(0, 1)).isInstanceOf(LedgerException.class);
    assertThatThrownBy(() -> waiting.settle(List.of(samples.id())))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("closed");
  }

  private void change(String sql) throws Exception {
    try (Connection connection = connect()) {
      Sql.execute(connection, sql);
    }
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection(
        LedgerDatabase.url(directory.resolve(LedgerFolder.DATABASE)));
  }
}
