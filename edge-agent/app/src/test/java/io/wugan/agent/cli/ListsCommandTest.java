package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.desk.CorrectionInbox;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.desk.Desk;
import io.wugan.agent.desk.ListService;
import io.wugan.agent.desk.ResendService;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code wugan lists} on a real ledger, with and without a running desk. */
class ListsCommandTest {

  private static final String GOOD =
      "plate,class,from,until\n"
          + "浙B67890,ARREARS,,\n"
          + "浙A12345,MONTHLY,2026-03-01T00:00:00+08:00,2026-04-01T00:00:00+08:00\n";

  @TempDir Path directory;
  private final SystemLotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(1));
  private BoardCommand board;

  @BeforeEach
  void board() throws IOException {
    board = new BoardCommand(directory, "lists", ids);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("list.csv"), text).toString();
  }

  private long held() {
    try (LedgerView view = LedgerView.open(board.data())) {
      return view.plateList().held();
    }
  }

  @Test
  void noAgentRuns_listIsTakenHere_andShownMasked() throws IOException {
    assertThat(board.run("import", file(GOOD))).as(board.err()).isZero();
    assertThat(board.out()).startsWith("applied: revision 1 with 2 plates is the list now");

    assertThat(board.run("show")).isZero();
    assertThat(board.out().lines())
        .containsExactly(
            "浙A1***5   MONTHLY   from 2026-02-28T16:00:00Z  until 2026-03-31T16:00:00Z",
            "浙B6***0   ARREARS   from -  until -",
            "revision 1, 2 plates");
    assertThat(board.out()).doesNotContain("浙A12345", "浙B67890");

    assertThat(board.run("show", "--class", "arrears", "--unmasked", "--format", "jsonl")).isZero();
    assertThat(board.out().strip())
        .isEqualTo("{\"plate\":\"浙B67890\",\"class\":\"ARREARS\",\"from\":null,\"until\":null}");
  }

  @Test
  void agentRuns_itsDeskTakesTheList_onceForEachRevision() throws Exception {
    try (SqliteLedger ledger = board.open()) {
      Desk desk =
          new Desk(
              new CorrectionInbox(board.data().resolve("desk")),
              new CorrectionService(ledger, ids::next, clock),
              new ListService(ledger),
              new ResendService(ledger.outbox(), first -> {}));
      desk.start();

      assertThat(board.run("import", file(GOOD), "--revision", "7")).as(board.err()).isZero();
      assertThat(held()).isEqualTo(7);
      assertThat(board.run("import", file("plate,class,from,until\n"), "--revision", "7")).isZero();
      assertThat(board.out()).contains("revision 7 with 2 plates is held already");
      assertThat(board.run("import", file("plate,class,from,until\n"), "--revision", "6"))
          .isEqualTo(ExitStatus.FAILED);
      assertThat(board.out()).startsWith("refused: revision 7 with 2 plates is held");
      assertThat(board.run("import", file("plate,class,from,until\n"))).isZero();
      assertThat(board.out()).contains("revision 8 with 0 plates is the list now");
      desk.close();
    }
    try (LedgerView view = LedgerView.open(board.data())) {
      assertThat(view.listPlates(Optional.empty(), 9)).isEmpty();
      assertThat(view.lastSeq()).as("a list is no record").isZero();
    }
  }

  @Test
  void badFile_changesNothing_andTellsEveryLine() throws IOException {
    assertThat(board.run("import", file(GOOD))).isZero();

    assertThat(board.run("import", file(GOOD + "HELLO,MONTHLY,,\n浙C11111,VIP,,\n")))
        .isEqualTo(ExitStatus.FAILED);

    assertThat(board.err())
        .contains("list.csv:4: error: plate: found 'HELLO'")
        .contains("list.csv:5: error: class: found 'VIP'; allowed: MONTHLY, EXEMPT, ARREARS")
        .contains("2 errors, the list stays as it was");
    assertThat(held()).isEqualTo(1);
    assertThat(board.run("show")).isZero();
    assertThat(board.out()).contains("revision 1, 2 plates");
  }

  @Test
  void revisionBelowOne_isWrongUse() throws IOException {
    assertThat(board.run("import", file(GOOD), "--revision", "0")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.err()).contains("--revision must be 1 or more, not 0");
    assertThat(board.data()).doesNotExist();
  }

  @Test
  void noListYet_isSaid() {
    board.open().close();
    assertThat(board.run("show")).isZero();
    assertThat(board.out().strip()).isEqualTo("no list yet");
  }
}
