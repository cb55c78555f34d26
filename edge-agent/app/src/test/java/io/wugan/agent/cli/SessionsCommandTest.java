package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.desk.CorrectionInbox;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.desk.Desk;
import io.wugan.agent.desk.ListService;
import io.wugan.agent.testing.Passages;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code wugan sessions} on a real ledger, with and without a running desk. */
class SessionsCommandTest {

  @TempDir Path directory;
  private final SystemLotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(1));
  private final ChangeWriter writer = new ChangeWriter(ids::next);
  private final SessionKeeper keeper =
      new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
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
    String[] all = new String[arguments.length + 3];
    all[0] = "sessions";
    all[1] = arguments[0];
    all[2] = "--config";
    all[3] = config.toString();
    System.arraycopy(arguments, 1, all, 4, arguments.length - 1);
    return Wugan.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }

  private SqliteLedger open() {
    return SqliteLedger.open(data, new EventCodec("s1", "e1"), ids);
  }

  private Passage pass(SqliteLedger ledger, Direction direction, Optional<String> plate) {
    return pass(ledger, Passages.of(ids.next(), direction, plate, clock.now()));
  }

  private Passage pass(SqliteLedger ledger, Passage passage) {
    ledger
        .submit(
            book ->
                writer.write(
                    Optional.of(passage), keeper.decide(passage, book), book, passage.at()))
        .join();
    return passage;
  }

  private Session stay(SessionState state) {
    try (LedgerView view = LedgerView.open(data)) {
      return view.listSessions(state, 1).get(0);
    }
  }

  private ReviewItem review() {
    try (LedgerView view = LedgerView.open(data)) {
      return view.listReviews(1).get(0);
    }
  }

  @Test
  void noAgentRuns_exitIsBoundHere_andItsReviewIsSettled() {
    Passage exit;
    try (SqliteLedger ledger = open()) {
      pass(ledger, Direction.ENTER, Optional.of("浙A12345"));
      exit = pass(ledger, Direction.EXIT, Optional.of("浙A12378"));
    }
    assertThat(run("list")).isZero();
    assertThat(out.toString()).contains("浙A12345", "OPEN", "1 review items wait");
    assertThat(run("reviews")).isZero();
    assertThat(out.toString()).contains("UNMATCHED_EXIT", "浙A12378", "浙A12345", "cost 2.00");
    String session = stay(SessionState.OPEN).id().toString();
    String item = review().id().toString();

    int status = run("bind", session, exit.id().toString(), "--by", "李", "--review", item);

    assertThat(status).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("applied: session " + session + " is CLOSED");
    assertThat(stay(SessionState.CLOSED).exit().orElseThrow().passageId()).isEqualTo(exit.id());
    assertThat(run("reviews")).isZero();
    assertThat(out.toString()).contains("0 review items wait");
  }

  @Test
  void agentRuns_itsDeskApplies_andRefusesAnOldRevision() throws Exception {
    try (SqliteLedger ledger = open()) {
      pass(ledger, Direction.ENTER, Optional.empty());
      Desk desk =
          new Desk(
              new CorrectionInbox(data.resolve("desk")),
              new CorrectionService(ledger, ids::next, clock),
              new ListService(ledger));
      desk.start();
      String session = stay(SessionState.OPEN).id().toString();

      assertThat(run("plate", session, "浙·A12345", "--color", "BLUE", "--by", "li")).isZero();
      assertThat(stay(SessionState.OPEN).plate().orElseThrow().text()).isEqualTo("浙A12345");

      assertThat(run("discard", session, "FALSE_READ", "--by", "li", "--revision", "1"))
          .isEqualTo(ExitStatus.FAILED);
      assertThat(out.toString()).contains("refused", "stands at revision 2");
      assertThat(stay(SessionState.OPEN).revision()).isEqualTo(2);

      assertThat(run("confirm", review().id().toString(), "--by", "li")).isZero();
      assertThat(run("close", session, "--by", "li")).isZero();
      assertThat(stay(SessionState.CLOSED).exit()).isEmpty();
      assertThat(run("forget", session, "--by", "li")).isZero();
      assertThat(run("discard", session, "DUPLICATE", "--by", "li")).isZero();
      assertThat(stay(SessionState.VOIDED).id()).hasToString(session);
      desk.close();
    }
  }

  @Test
  void plate_thatIsNone_isWrongUse_andNothingWaits() {
    open().close();
    String nobody = new UUID(1, 1).toString();
    assertThat(run("plate", nobody, "HELLO", "--by", "li"))
        .as(err.toString())
        .isEqualTo(ExitStatus.WRONG_USE);
    assertThat(err.toString()).contains("'HELLO' is no plate of GA 36-2018");
    assertThat(data.resolve("desk")).doesNotExist();
  }

  @Test
  void reviews_nameTheFilesOfThePictures() throws IOException {
    byte[] jpeg = {1, 2, 3};
    EvidenceImage kept = new EvidenceImage(EvidenceKind.SCENE, clock.now(), jpeg);
    EvidenceImage gone = new EvidenceImage(EvidenceKind.PLATE, clock.now(), new byte[] {4});
    new FileEvidenceStore(data.resolve("evidence")).store(kept);
    try (SqliteLedger ledger = open()) {
      pass(
          ledger,
          Passages.withPictures(
              Passages.of(ids.next(), Direction.ENTER, Optional.empty(), clock.now()),
              List.of(kept.ref(), gone.ref())));
    }
    assertThat(run("reviews")).isZero();
    assertThat(out.toString().lines().filter(line -> line.contains("picture")))
        .satisfiesExactly(
            line ->
                assertThat(Files.readAllBytes(Path.of(line.strip().substring(10)))).isEqualTo(jpeg),
            line -> assertThat(line).endsWith(gone.ref().sha256() + ".jpg  (not kept)"));
  }

  @Test
  void recount_setsTheCount_leavesStays_andTellsTheDrift() {
    try (SqliteLedger ledger = open()) {
      pass(ledger, Direction.ENTER, Optional.of("浙A12345"));
      pass(ledger, Direction.ENTER, Optional.of("浙B67890"));
    }
    assertThat(run("recount", "7", "--by", "li")).isZero();
    assertThat(out.toString()).contains("applied: 7 inside, the count was off by -5");
    assertThat(run("recount", "1", "--by", "li")).isZero();
    assertThat(out.toString()).contains("applied: 1 inside, the count was off by +6");
    try (LedgerView view = LedgerView.open(data)) {
      assertThat(view.occupancy()).isEqualTo(1);
      assertThat(view.listSessions(SessionState.OPEN, 9)).hasSize(2);
    }
    assertThat(run("recount", "-1", "--by", "li")).isEqualTo(ExitStatus.WRONG_USE);
  }

  @Test
  void limit_outOfRange_isWrongUse_withTheRange() {
    assertThat(run("list", "--limit", "0")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(err.toString()).contains("--limit must lie between 1 and 100000, not 0");
    assertThat(run("reviews", "--limit", "100001")).isEqualTo(ExitStatus.WRONG_USE);
  }

  @Test
  void session_thatIsNotThere_isRefused() {
    open().close();
    String nobody = new UUID(1, 1).toString();
    assertThat(run("close", nobody, "--by", "li")).isEqualTo(ExitStatus.FAILED);
    assertThat(out.toString()).contains("refused: there is no session " + nobody);
  }

  @Test
  void learn_fromThreePlatesPutRight_suggestsACost() {
    try (SqliteLedger ledger = open()) {
      for (int i = 1; i <= 3; i++) {
        pass(ledger, Direction.ENTER, Optional.of("浙A1%d745".formatted(i)));
      }
    }
    for (int i = 1; i <= 3; i++) {
      String wrong = "浙A1%d745".formatted(i);
      String session;
      try (LedgerView view = LedgerView.open(data)) {
        session =
            view.listSessions(SessionState.OPEN, 9).stream()
                .filter(s -> s.plate().orElseThrow().text().equals(wrong))
                .findFirst()
                .orElseThrow()
                .id()
                .toString();
      }
      assertThat(run("plate", session, "浙A1%d445".formatted(i), "--by", "li")).isZero();
    }
    assertThat(run("learn")).isZero();
    assertThat(out.toString()).contains("costs:", "47: 0.66 # 3 cases");
  }
}
