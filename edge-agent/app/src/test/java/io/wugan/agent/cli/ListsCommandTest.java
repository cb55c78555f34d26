package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.desk.CorrectionInbox;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.desk.Desk;
import io.wugan.agent.desk.ListService;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path config;
  private Path data;

  @BeforeEach
  void board() throws IOException {
    data = directory.resolve("data");
    config =
        Files.writeString(
            directory.resolve("board.yaml"),
            """
            site: s1
            edge: e1
            data: data
            mqtt: {url: "tcp://127.0.0.1:1"}
            lanes: [{id: E1, role: ENTRY, camera: {file: a.mp4}}]
            """);
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of("lists"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return Wugan.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("list.csv"), text).toString();
  }

  private long held() {
    try (LedgerView view = LedgerView.open(data)) {
      return view.plateList().held();
    }
  }

  @Test
  void noAgentRuns_listIsTakenHere_andShownMasked() throws IOException {
    assertThat(run("import", file(GOOD))).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("applied: revision 1 with 2 plates is the list now");

    assertThat(run("show")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "浙A1***5   MONTHLY   from 2026-02-28T16:00:00Z  until 2026-03-31T16:00:00Z",
            "浙B6***0   ARREARS   from -  until -",
            "revision 1, 2 plates");
    assertThat(out.toString()).doesNotContain("浙A12345", "浙B67890");

    assertThat(run("show", "--class", "arrears", "--unmasked", "--format", "jsonl")).isZero();
    assertThat(out.toString().strip())
        .isEqualTo("{\"plate\":\"浙B67890\",\"class\":\"ARREARS\",\"from\":null,\"until\":null}");
  }

  @Test
  void agentRuns_itsDeskTakesTheList_onceForEachRevision() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(data, new EventCodec("s1", "e1"), ids)) {
      Desk desk =
          new Desk(
              new CorrectionInbox(data.resolve("desk")),
              new CorrectionService(ledger, ids::next, clock),
              new ListService(ledger));
      desk.start();

      assertThat(run("import", file(GOOD), "--revision", "7")).as(err.toString()).isZero();
      assertThat(held()).isEqualTo(7);
      assertThat(run("import", file("plate,class,from,until\n"), "--revision", "7")).isZero();
      assertThat(out.toString()).contains("revision 7 with 2 plates is held already");
      assertThat(run("import", file("plate,class,from,until\n"), "--revision", "6"))
          .isEqualTo(ExitStatus.FAILED);
      assertThat(out.toString()).startsWith("refused: revision 7 with 2 plates is held");
      assertThat(run("import", file("plate,class,from,until\n"))).isZero();
      assertThat(out.toString()).contains("revision 8 with 0 plates is the list now");
      desk.close();
    }
    try (LedgerView view = LedgerView.open(data)) {
      assertThat(view.listPlates(Optional.empty(), 9)).isEmpty();
      assertThat(view.lastSeq()).as("a list is no record").isZero();
    }
  }

  @Test
  void badFile_changesNothing_andTellsEveryLine() throws IOException {
    assertThat(run("import", file(GOOD))).isZero();

    assertThat(run("import", file(GOOD + "HELLO,MONTHLY,,\n浙C11111,VIP,,\n")))
        .isEqualTo(ExitStatus.FAILED);

    assertThat(err.toString())
        .contains("list.csv:4: error: plate: found 'HELLO'")
        .contains("list.csv:5: error: class: found 'VIP'; allowed: MONTHLY, EXEMPT, ARREARS")
        .contains("2 errors, the list stays as it was");
    assertThat(held()).isEqualTo(1);
    assertThat(run("show")).isZero();
    assertThat(out.toString()).contains("revision 1, 2 plates");
  }

  @Test
  void revisionBelowOne_isWrongUse() throws IOException {
    assertThat(run("import", file(GOOD), "--revision", "0")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(err.toString()).contains("--revision must be 1 or more, not 0");
    assertThat(data).doesNotExist();
  }

  @Test
  void noListYet_isSaid() {
    SqliteLedger.open(data, new EventCodec("s1", "e1"), ids).close();
    assertThat(run("show")).isZero();
    assertThat(out.toString().strip()).isEqualTo("no list yet");
  }
}
