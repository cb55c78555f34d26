package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.desk.CorrectionInbox;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.desk.Desk;
import io.wugan.agent.desk.ListService;
import io.wugan.agent.desk.ResendService;
import io.wugan.agent.testing.Passages;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.OutboxCounts;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wugan records} and the exports, on a real ledger with and without a running desk. */
class RecordsCommandTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PLATE = "浙A12345";
  private static final String MASKED = "浙A1***5";

  @TempDir Path directory;
  private final SystemLotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(1));
  private final ChangeWriter writer = new ChangeWriter(ids::next);
  private final SessionKeeper keeper =
      new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
  private BoardCommand board;

  @BeforeEach
  void board() throws IOException {
    board = new BoardCommand(directory, "records", ids);
  }

  private Passage pass(SqliteLedger ledger, Direction direction, String plate) {
    Passage passage = Passages.of(ids.next(), direction, Optional.of(plate), clock.now());
    ledger
        .submit(
            book ->
                writer.write(
                    Optional.of(passage), keeper.decide(passage, book), book, passage.at()))
        .join();
    return passage;
  }

  /** Number 1 is acknowledged, 2 set apart, 3 sent, 4 and 5 wait. */
  private void fiveRecords() {
    try (SqliteLedger ledger = board.open()) {
      pass(ledger, Direction.ENTER, PLATE);
      pass(ledger, Direction.ENTER, "浙B67890");
      pass(ledger, Direction.EXIT, PLATE);
      pass(ledger, Direction.ENTER, "浙C11111");
      pass(ledger, Direction.ENTER, "浙C22222");
      ledger.outbox().apply(ack(ledger, 1), Instant.now()).join();
      ledger.outbox().setApart(2, "SCHEMA \"no\", said the cloud", Instant.now()).join();
      ledger.outbox().markSent(List.of(3L)).join();
    }
  }

  private static CloudAck ack(SqliteLedger ledger, long upto) {
    return new CloudAck(ledger.epoch().toString(), upto, List.of(), List.of(), List.of());
  }

  private OutboxCounts counts() {
    try (LedgerView view = LedgerView.open(board.data())) {
      return view.outboxCounts();
    }
  }

  private List<String> seqs() {
    return board
        .out()
        .lines()
        .map(RecordsCommandTest::json)
        .map(j -> j.get("seq").asText())
        .toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (com.fasterxml.jackson.core.JsonProcessingException none) {
      throw new AssertionError(line, none);
    }
  }

  @Test
  void list_newestFirst_plateMasked_unlessAskedFor() {
    fiveRecords();

    assertThat(board.run("list")).as(board.err()).isZero();

    List<String> lines = board.out().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).contains("5 ", "parking.entry.v1", "waiting", "浙C2***2");
    assertThat(lines.get(3)).contains("quarantined", "said the cloud");
    assertThat(lines.get(4)).contains("acknowledged", MASKED);
    assertThat(lines.get(5)).contains("5 shown", "last number 5, 3 wait, 1 quarantined");
    assertThat(board.out()).doesNotContain(PLATE);
    assertThat(board.run("list", "--plates", "--limit", "3")).isZero();
    assertThat(board.out()).contains(PLATE).doesNotContain(MASKED);
    assertThat(board.out().lines()).hasSize(4);
  }

  @Test
  void filters_areAllMet() {
    fiveRecords();
    String session;
    try (LedgerView view = LedgerView.open(board.data())) {
      session = view.listSessions(SessionState.CLOSED, 1).get(0).id().toString();
    }
    String soon = Instant.now().plusSeconds(60).toString();

    assertThat(board.run("export", "--state", "waiting,sent")).isZero();
    assertThat(seqs()).containsExactly("3", "4", "5");
    assertThat(board.run("export", "--type", "exit", "--type", "parking.alert.v1")).isZero();
    assertThat(seqs()).containsExactly("3");
    assertThat(board.run("export", "--session", session)).isZero();
    assertThat(seqs()).containsExactly("1", "3");
    assertThat(board.run("export", "--from", "2", "--to", "3")).isZero();
    assertThat(seqs()).containsExactly("2", "3");
    assertThat(board.run("export", "--since", soon)).isZero();
    assertThat(board.out()).isEmpty();
    assertThat(board.run("export", "--until", soon, "--since", "2026-01-01")).isZero();
    assertThat(seqs()).hasSize(5);
  }

  @Test
  void wrongFilters_sayWhatIsAllowed() {
    fiveRecords();

    assertThat(board.run("list", "--type", "bill")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.err()).contains("--type must be one of entry, exit", "'bill'");
    assertThat(board.run("list", "--since", "yesterday")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.err()).contains("2026-03-01T08:00:00+08:00", "'yesterday'");
    assertThat(board.run("list", "--from", "5", "--to", "4")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.err()).contains("5 to 4");
    assertThat(board.run("list", "--state", "lost")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.run("list", "--epoch", new UUID(1, 1).toString()))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(board.err()).contains("belong to epoch", "not to " + new UUID(1, 1));
  }

  @Test
  void csv_isOfRfc4180_withStableColumns() {
    fiveRecords();

    assertThat(board.run("export", "--format", "csv", "--from", "1", "--to", "2")).isZero();

    String[] lines = board.out().split("\r\n", -1);
    assertThat(lines).hasSize(4);
    assertThat(lines[0])
        .isEqualTo(
            "epoch,seq,id,type,time,state,tries,settledAt,refusal,intact,session,passage,lane,"
                + "plate,bytes");
    assertThat(lines[1]).contains(",1,", ",acknowledged,", "," + MASKED + ",");
    assertThat(lines[2]).contains(",\"SCHEMA \"\"no\"\", said the cloud\",");
    assertThat(lines[3]).isEmpty();
    assertThat(board.run("export", "--format", "csv", "--payload")).isEqualTo(ExitStatus.WRONG_USE);
  }

  @Test
  void payload_isMaskedThroughout_unlessAskedFor() {
    fiveRecords();

    assertThat(board.run("export", "--payload", "--to", "1")).isZero();
    assertThat(board.out()).doesNotContain(PLATE);
    JsonNode masked = json(board.out()).get("payload").get("data");
    assertThat(masked.at("/plate/number").asText()).isEqualTo(MASKED);
    assertThat(masked.at("/session/plate").asText()).isEqualTo(MASKED);
    assertThat(masked.at("/plate/candidates/0/text").asText()).isEqualTo(MASKED);
    assertThat(board.run("export", "--payload", "--plates", "--to", "1")).isZero();
    assertThat(json(board.out()).at("/payload/data/plate/number").asText()).isEqualTo(PLATE);
  }

  @Test
  void out_appearsWhole_andOnlyItsOwnerReadsIt() throws IOException {
    fiveRecords();
    Path file = directory.resolve("records.jsonl");

    assertThat(board.run("export", "--out", file.toString())).as(board.err()).isZero();

    assertThat(Files.readAllLines(file)).hasSize(5);
    assertThat(board.out()).isEmpty();
    assertThat(board.err()).contains("5 records exported");
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(board.run("export", "--out", directory.resolve("none/x").toString()))
        .isEqualTo(ExitStatus.FAILED);
    try (var left = Files.list(directory)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "board.yaml", "records.jsonl");
    }
  }

  @Test
  void show_byNumberAndId_withItsPassageAndState() {
    fiveRecords();

    assertThat(board.run("show", "3")).as(board.err()).isZero();
    assertThat(board.out())
        .contains(
            "record 3", "sent: a broker has it", "taken by a broker 1 times", "passage", "EXIT")
        .doesNotContain(PLATE);
    assertThat(board.run("show", "3", "--format", "jsonl", "--plates")).isZero();
    JsonNode shown = json(board.out());
    assertThat(shown.at("/payload/data/session/state").asText()).isEqualTo("CLOSED");
    assertThat(shown.at("/captured/plate").asText()).isEqualTo(PLATE);
    assertThat(board.run("show", shown.get("id").asText())).isZero();
    assertThat(board.out()).contains("record 3");
    assertThat(board.run("show", "99")).isEqualTo(ExitStatus.FAILED);
    assertThat(board.err()).contains("no record 99", "the last number is 5");
    assertThat(board.run("show", "first")).isEqualTo(ExitStatus.WRONG_USE);
  }

  @Test
  void resend_withoutAnAgent_opensWhatWasAcknowledged_butNotWhatIsQuarantined() {
    fiveRecords();
    assertThat(counts().pending()).isEqualTo(3);

    assertThat(board.run("resend", "--from", "1", "--to", "2", "--by", "li"))
        .as(board.err())
        .isZero();

    assertThat(board.out()).contains("done: 1 records are sent again");
    assertThat(counts().pending()).isEqualTo(4);
    assertThat(counts().setApart()).isEqualTo(1);
    assertThat(board.run("resend", "--from", "2", "--to", "1", "--by", "li"))
        .isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.err()).contains("last must not be less than first");
    assertThat(board.run("resend", "--by", "li")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.run("resend", "--id", new UUID(1, 1).toString(), "--by", "li"))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(board.err()).contains("there is no record");
  }

  @Test
  void resend_besideAnAgent_isDoneByIt_andItsUplinkIsTold() throws Exception {
    fiveRecords();
    List<Long> told = new CopyOnWriteArrayList<>();
    try (SqliteLedger ledger = board.open()) {
      Desk desk =
          new Desk(
              new CorrectionInbox(board.data().resolve("desk")),
              new CorrectionService(ledger, ids::next, clock),
              new ListService(ledger),
              new ResendService(ledger.outbox(), told::add));
      desk.start();
      String id = ledger.outbox().listIds(1, 1).get(0).eventId();

      assertThat(board.run("resend", "--id", id, "--by", "li")).as(board.err()).isZero();

      assertThat(board.out()).contains("done: 1 records are sent again");
      assertThat(told).containsExactly(1L);
      assertThat(counts().pending()).isEqualTo(4);
      desk.close();
    }
  }

  @Test
  void sessions_showAndExport_withCorrectionsAndRecords() throws IOException {
    fiveRecords();
    BoardCommand sessions = new BoardCommand(directory, "sessions", ids);
    String id;
    try (LedgerView view = LedgerView.open(board.data())) {
      id = view.listSessions(SessionState.CLOSED, 1).get(0).id().toString();
    }
    assertThat(sessions.run("plate", id, "浙A54321", "--color", "BLUE", "--by", "li")).isZero();

    assertThat(sessions.run("show", id)).as(sessions.err()).isZero();
    assertThat(sessions.out())
        .contains("state  CLOSED", "ENTER", "EXIT", "SetPlate by li", "parking.session.v1")
        .contains("浙A1***5 CLOSED -> 浙A5***1 CLOSED")
        .doesNotContain(PLATE, "浙A54321");
    assertThat(sessions.run("show", id, "--plates", "--format", "jsonl")).isZero();
    JsonNode shown = json(sessions.out());
    assertThat(shown.get("plate").asText()).isEqualTo("浙A54321");
    assertThat(shown.get("records")).hasSize(3);
    assertThat(shown.at("/corrections/0/before/plate").asText()).isEqualTo(PLATE);
    assertThat(sessions.run("show", new UUID(1, 1).toString())).isEqualTo(ExitStatus.FAILED);

    assertThat(sessions.run("export", "--format", "csv")).as(sessions.err()).isZero();
    String[] lines = sessions.out().split("\r\n", -1);
    assertThat(lines).hasSize(6);
    assertThat(lines[0]).startsWith("id,state,plate,color,entryAt,").endsWith(",revision");
    assertThat(sessions.out()).contains(id + ",CLOSED,浙A5***1,BLUE,").doesNotContain("浙A54321");
    assertThat(sessions.run("export", "--state", "CLOSED", "--corrections")).isZero();
    assertThat(json(sessions.out()).get("corrections")).hasSize(1);
    assertThat(sessions.run("export", "--since", Instant.now().plusSeconds(9).toString())).isZero();
    assertThat(sessions.out()).isEmpty();
  }
}
