package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.desk.CorrectionInbox;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.desk.Desk;
import io.wugan.agent.desk.ListService;
import io.wugan.agent.desk.ResendService;
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
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
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
  private BoardCommand board;

  @BeforeEach
  void board() throws IOException {
    board = new BoardCommand(directory, "sessions", ids);
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
    try (LedgerView view = LedgerView.open(board.data())) {
      return view.listSessions(state, 1).get(0);
    }
  }

  private ReviewItem review() {
    try (LedgerView view = LedgerView.open(board.data())) {
      return view.listReviews(1).get(0);
    }
  }

  @Test
  void noAgentRuns_exitIsBoundHere_andItsReviewIsSettled() {
    Passage exit;
    try (SqliteLedger ledger = board.open()) {
      pass(ledger, Direction.ENTER, Optional.of("浙A12345"));
      exit = pass(ledger, Direction.EXIT, Optional.of("浙A12378"));
    }
    assertThat(board.run("list")).isZero();
    assertThat(board.out()).contains("浙A12345", "OPEN", "1 review items wait");
    assertThat(board.run("reviews")).isZero();
    assertThat(board.out()).contains("UNMATCHED_EXIT", "浙A12378", "浙A12345", "cost 2.00");
    String session = stay(SessionState.OPEN).id().toString();
    String item = review().id().toString();

    int status = board.run("bind", session, exit.id().toString(), "--by", "李", "--review", item);

    assertThat(status).as(board.err()).isZero();
    assertThat(board.out()).startsWith("applied: session " + session + " is CLOSED");
    assertThat(stay(SessionState.CLOSED).exit().orElseThrow().passageId()).isEqualTo(exit.id());
    assertThat(board.run("reviews")).isZero();
    assertThat(board.out()).contains("0 review items wait");
  }

  @Test
  void agentRuns_itsDeskApplies_andRefusesAnOldRevision() throws Exception {
    try (SqliteLedger ledger = board.open()) {
      pass(ledger, Direction.ENTER, Optional.empty());
      Desk desk =
          new Desk(
              new CorrectionInbox(board.data().resolve("desk")),
              new CorrectionService(ledger, ids::next, clock),
              new ListService(ledger),
              new ResendService(ledger.outbox(), first -> {}));
      desk.start();
      String session = stay(SessionState.OPEN).id().toString();

      assertThat(board.run("plate", session, "浙·A12345", "--color", "BLUE", "--by", "li")).isZero();
      assertThat(stay(SessionState.OPEN).plate().orElseThrow().text()).isEqualTo("浙A12345");

      assertThat(board.run("discard", session, "FALSE_READ", "--by", "li", "--revision", "1"))
          .isEqualTo(ExitStatus.FAILED);
      assertThat(board.out()).contains("refused", "stands at revision 2");
      assertThat(stay(SessionState.OPEN).revision()).isEqualTo(2);

      assertThat(board.run("confirm", review().id().toString(), "--by", "li")).isZero();
      assertThat(board.run("close", session, "--by", "li")).isZero();
      assertThat(stay(SessionState.CLOSED).exit()).isEmpty();
      assertThat(board.run("forget", session, "--by", "li")).isZero();
      assertThat(board.run("discard", session, "DUPLICATE", "--by", "li")).isZero();
      assertThat(stay(SessionState.VOIDED).id()).hasToString(session);
      desk.close();
    }
  }

  @Test
  void plate_thatIsNone_isWrongUse_andNothingWaits() {
    board.open().close();
    String nobody = new UUID(1, 1).toString();
    assertThat(board.run("plate", nobody, "HELLO", "--by", "li"))
        .as(board.err())
        .isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.err()).contains("'HELLO' is no plate of GA 36-2018");
    assertThat(board.data().resolve("desk")).doesNotExist();
  }

  @Test
  void reviews_nameTheFilesOfThePictures() throws IOException {
    byte[] jpeg = {1, 2, 3};
    EvidenceImage kept = new EvidenceImage(EvidenceKind.SCENE, clock.now(), jpeg);
    EvidenceImage gone = new EvidenceImage(EvidenceKind.PLATE, clock.now(), new byte[] {4});
    new FileEvidenceStore(board.data().resolve("evidence")).store(kept);
    try (SqliteLedger ledger = board.open()) {
      pass(
          ledger,
          Passages.withPictures(
              Passages.of(ids.next(), Direction.ENTER, Optional.empty(), clock.now()),
              List.of(kept.ref(), gone.ref())));
    }
    assertThat(board.run("reviews")).isZero();
    assertThat(board.out().lines().filter(line -> line.contains("picture")))
        .satisfiesExactly(
            line ->
                assertThat(Files.readAllBytes(Path.of(line.strip().substring(10)))).isEqualTo(jpeg),
            line -> assertThat(line).endsWith(gone.ref().sha256() + ".jpg  (not kept)"));
  }

  @Test
  void recount_setsTheCount_leavesStays_andTellsTheDrift() {
    try (SqliteLedger ledger = board.open()) {
      pass(ledger, Direction.ENTER, Optional.of("浙A12345"));
      pass(ledger, Direction.ENTER, Optional.of("浙B67890"));
    }
    assertThat(board.run("recount", "7", "--by", "li")).isZero();
    assertThat(board.out()).contains("applied: 7 inside, the count was off by -5");
    assertThat(board.run("recount", "1", "--by", "li")).isZero();
    assertThat(board.out()).contains("applied: 1 inside, the count was off by +6");
    try (LedgerView view = LedgerView.open(board.data())) {
      assertThat(view.occupancy()).isEqualTo(1);
      assertThat(view.listSessions(SessionState.OPEN, 9)).hasSize(2);
    }
    assertThat(board.run("recount", "-1", "--by", "li")).isEqualTo(ExitStatus.WRONG_USE);
  }

  @Test
  void limit_outOfRange_isWrongUse_withTheRange() {
    assertThat(board.run("list", "--limit", "0")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.err()).contains("--limit must lie between 1 and 100000, not 0");
    assertThat(board.run("reviews", "--limit", "100001")).isEqualTo(ExitStatus.WRONG_USE);
  }

  @Test
  void session_thatIsNotThere_isRefused() {
    board.open().close();
    String nobody = new UUID(1, 1).toString();
    assertThat(board.run("close", nobody, "--by", "li")).isEqualTo(ExitStatus.FAILED);
    assertThat(board.out()).contains("refused: there is no session " + nobody);
  }

  @Test
  void learn_fromThreePlatesPutRight_suggestsACost() {
    try (SqliteLedger ledger = board.open()) {
      for (int i = 1; i <= 3; i++) {
        pass(ledger, Direction.ENTER, Optional.of("浙A1%d745".formatted(i)));
      }
    }
    for (int i = 1; i <= 3; i++) {
      String wrong = "浙A1%d745".formatted(i);
      String session;
      try (LedgerView view = LedgerView.open(board.data())) {
        session =
            view.listSessions(SessionState.OPEN, 9).stream()
                .filter(s -> s.plate().orElseThrow().text().equals(wrong))
                .findFirst()
                .orElseThrow()
                .id()
                .toString();
      }
      assertThat(board.run("plate", session, "浙A1%d445".formatted(i), "--by", "li")).isZero();
    }
    assertThat(board.run("learn")).isZero();
    assertThat(board.out()).contains("costs:", "47: 0.66 # 3 cases");
  }
}
