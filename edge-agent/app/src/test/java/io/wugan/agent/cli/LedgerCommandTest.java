package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.listing.PlateList;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wugan ledger}, as an installer uses it. */
class LedgerCommandTest {

  @TempDir Path directory;

  @Test
  void copyIsMadeBesideTheAgent_listed_andPutBackOnceItHasStopped() throws Exception {
    TimeOrderedIds ids = new TimeOrderedIds(new SystemLotClock(), new Random(1));
    BoardCommand ledger = new BoardCommand(directory, "ledger", ids);
    String copy;
    try (SqliteLedger running = ledger.open()) {
      running.replace(new PlateList(7, List.of())).join();
      assertThat(ledger.run("backup")).as(ledger.err()).isZero();
      copy = ledger.out().substring(0, ledger.out().indexOf(" ("));
      assertThat(Path.of(copy)).isRegularFile().hasParent(ledger.data().resolve("backups"));

      assertThat(ledger.run("backups")).isZero();
      assertThat(ledger.out()).contains(copy).contains(" bytes ");

      assertThat(ledger.run("restore", "--from", copy)).isNotZero();
      assertThat(ledger.err()).contains("in use by another agent");
    }
    assertThat(ledger.run("restore", "--from", copy)).as(ledger.err()).isZero();
    assertThat(ledger.out()).contains("the ledger is the copy now").contains("ledger.replaced-");

    assertThat(ledger.run("restore", "--from", "no-such.db")).isNotZero();
    assertThat(ledger.err()).contains("no-such.db");

    Path elsewhere = directory.resolve("stick");
    assertThat(ledger.run("backup", "--to", elsewhere.toString())).as(ledger.err()).isZero();
    try (var files = Files.list(elsewhere)) {
      assertThat(files).hasSize(1);
    }
  }
}
