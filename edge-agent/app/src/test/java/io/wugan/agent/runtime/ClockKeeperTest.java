package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.agent.testing.BoardTime;
import io.wugan.agent.testing.Passages;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWork;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.core.session.TimeDesk;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.OutboxRow;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A board without a battery, with the real ledger; each test is a story of its clock. */
class ClockKeeperTest {

  private static final String OLD_DATE = "2024-01-01T00:00:00Z";
  private static final String PLATE = "浙A12345";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path directory;
  private final BoardTime board = BoardTime.bootedAt(OLD_DATE);
  private final TimeOrderedIds ids = new TimeOrderedIds(board, new Random(7));
  private SqliteLedger ledger;
  private SessionKeeper keeper;
  private PassageRecorder recorder;
  private ClockKeeper clock;

  @BeforeEach
  void open() throws IOException {
    ledger = SqliteLedger.open(directory.resolve("ledger"), new EventCodec("s1", "e1"), ids);
    keeper = new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
    FileEvidenceStore evidence = new FileEvidenceStore(directory.resolve("evidence"));
    recorder = new PassageRecorder(ledger, evidence, keeper, ids::next, board);
    clock = new ClockKeeper(ledger, ids::next, board);
  }

  @AfterEach
  void close() throws InterruptedException {
    clock.close();
    ledger.close();
  }

  private Passage passage(Direction direction, String plate) {
    return Passages.of(ids.next(), direction, Optional.of(plate), board.now());
  }

  private Passage pass(Direction direction) {
    Passage passage = passage(direction, PLATE);
    recorder.submit(passage).join();
    return passage;
  }

  private void reboot(String date) {
    board.reboot(date);
    clock = new ClockKeeper(ledger, ids::next, board);
  }

  private Session only(SessionState state) {
    try (LedgerView view = LedgerView.open(directory.resolve("ledger"))) {
      List<Session> all = view.listSessions(state, 10);
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private List<JsonNode> records() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    try (LedgerView view = LedgerView.open(directory.resolve("ledger"))) {
      for (OutboxRow row : view.listRecords(1, 1000)) {
        events.add(new ObjectMapper().readTree(row.payload()));
      }
    }
    List<Long> seqs = events.stream().map(event -> event.get("seq").asLong()).toList();
    assertThat(seqs)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, seqs.size()).boxed().toList());
    return events;
  }

  /** The records as {@code entry unknown 2024-01-01T00:02:00.000Z}. */
  private List<String> told() throws IOException {
    return records().stream()
        .map(
            event ->
                event.get("type").textValue().replaceAll("parking\\.|\\.v1", "")
                    + " "
                    + event.get("clock").textValue()
                    + " "
                    + event.get("time").textValue())
        .toList();
  }

  /** A33: the clock is wrong at boot, and no time server is reached for ten minutes. */
  @Test
  void entryBeforeTheClockIsKnown_exitInTheNextBoot_lastsAsLongAsItDid() throws Exception {
    board.pass(MINUTE.multipliedBy(2));
    Passage entry = pass(Direction.ENTER);
    clock.look();
    board.pass(MINUTE.multipliedBy(8)).synchronise("2026-03-01T08:10:00Z");
    clock.look();

    Session inside = only(SessionState.OPEN);
    assertThat(inside.entry().at().utc()).isEqualTo(Instant.parse("2026-03-01T08:02:00Z"));
    assertThat(inside.entry().at().quality()).isEqualTo(ClockQuality.HOLDOVER);
    assertThat(inside.revision()).isEqualTo(2);

    reboot(OLD_DATE);
    board.pass(MINUTE).synchronise("2026-03-01T10:00:00Z");
    clock.look();
    board.pass(MINUTE.multipliedBy(2));
    pass(Direction.EXIT);

    assertThat(only(SessionState.CLOSED).stay()).contains(Duration.ofHours(2));
    assertThat(told())
        .containsExactly(
            "entry unknown 2024-01-01T00:02:00.000Z",
            "clock synced 2026-03-01T08:10:00.000Z",
            "session synced 2026-03-01T08:10:00.000Z",
            "clock synced 2026-03-01T10:00:00.000Z",
            "exit synced 2026-03-01T10:02:00.000Z");
    assertThat(records().get(4).at("/data/session/stayMillis").asLong()).isEqualTo(7_200_000);
    // Nothing is deleted, and what the passage said stays as it was.
    try (LedgerView view = LedgerView.open(directory.resolve("ledger"))) {
      assertThat(view.findPassage(entry.id()).orElseThrow().ref().at()).isEqualTo(entry.at());
    }
  }

  /** A32: a step of 300 s in the middle of a stay. */
  @Test
  void stepDuringAStay_isAnchored_andChangesNoStay() throws Exception {
    board.synchronise("2026-03-01T08:00:00Z");
    clock.look();
    pass(Direction.ENTER);
    board.pass(MINUTE.multipliedBy(20)).step(Duration.ofSeconds(300));
    clock.look();
    board.pass(MINUTE.multipliedBy(10));
    pass(Direction.EXIT);

    Session closed = only(SessionState.CLOSED);
    assertThat(closed.stay()).contains(Duration.ofMinutes(30));
    assertThat(closed.revision()).isEqualTo(2);
    assertThat(told())
        .containsExactly(
            "clock synced 2026-03-01T08:00:00.000Z",
            "entry synced 2026-03-01T08:00:00.000Z",
            "clock synced 2026-03-01T08:25:00.000Z",
            "exit synced 2026-03-01T08:35:00.000Z");
    JsonNode anchor = records().get(2).at("/data/anchor");
    assertThat(anchor.get("reason").textValue()).isEqualTo("STEP");
    assertThat(anchor.get("movedMillis").asLong()).isEqualTo(300_000);
  }

  @Test
  void exitBeforeTheClockIsKnown_ofAnEarlierBoot_getsItsLengthWithTheAnchor() throws Exception {
    board.synchronise("2026-03-01T08:00:00Z");
    pass(Direction.ENTER);
    reboot(OLD_DATE);
    board.pass(MINUTE);
    pass(Direction.EXIT);

    assertThat(only(SessionState.CLOSED).stay()).isEmpty();
    assertThat(records().get(1).at("/data/session/stayMillis").isMissingNode()).isTrue();

    board.pass(MINUTE).synchronise("2026-03-01T09:31:00Z");
    clock.look();

    Session closed = only(SessionState.CLOSED);
    assertThat(closed.stay()).contains(Duration.ofMinutes(90));
    assertThat(closed.revision()).isEqualTo(3);
    assertThat(records().get(3).at("/data/session/stayMillis").asLong()).isEqualTo(5_400_000);
  }

  @Test
  void stayWithinTheUnknownTime_keepsItsLength_andGetsBothTimes() throws Exception {
    pass(Direction.ENTER);
    board.pass(MINUTE.multipliedBy(5));
    pass(Direction.EXIT);
    board.pass(MINUTE.multipliedBy(5)).synchronise("2026-03-01T08:10:00Z");
    clock.look();

    Session closed = only(SessionState.CLOSED);
    assertThat(closed.entry().at().utc()).isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
    assertThat(closed.exit().orElseThrow().at().utc())
        .isEqualTo(Instant.parse("2026-03-01T08:05:00Z"));
    assertThat(closed.stay()).contains(Duration.ofMinutes(5));
    assertThat(closed.revision()).isEqualTo(3);
  }

  @Test
  void bootThatNeverSynchronised_keepsItsTimes_andClosesNothingByAge() throws Exception {
    LotTime entered = pass(Direction.ENTER).at();
    clock.look();
    reboot(OLD_DATE);
    board.pass(MINUTE).synchronise("2026-03-01T08:00:00Z");
    clock.look();
    new OverdueStays(ledger, keeper, ids::next, board).close().join();

    assertThat(only(SessionState.OPEN).entry().at()).isEqualTo(entered);

    pass(Direction.EXIT);
    assertThat(only(SessionState.CLOSED).stay()).isEmpty();
  }

  @Test
  void manySessions_areDoneInSteps_eachOnce() throws Exception {
    int cars = 2 * TimeDesk.STEP_LIMIT + 50;
    List<CompletableFuture<Commit>> entries =
        IntStream.range(0, cars)
            .mapToObj(n -> recorder.submit(passage(Direction.ENTER, "浙A%05d".formatted(n))))
            .toList();
    entries.forEach(CompletableFuture::join);
    board.pass(MINUTE).synchronise("2026-03-01T08:01:00Z");
    clock.look();
    board.pass(MINUTE);
    clock.look(); // for stragglers; there are none

    try (LedgerView view = LedgerView.open(directory.resolve("ledger"))) {
      assertThat(view.listSessions(SessionState.OPEN, cars))
          .hasSize(cars)
          .allSatisfy(
              session -> {
                assertThat(session.entry().at().utc()).isEqualTo("2026-03-01T08:00:00Z");
                assertThat(session.revision()).isEqualTo(2);
              });
    }
    assertThat(records()).hasSize(cars + 1 + cars);
  }

  @Test
  void passageThatReachesTheLedgerLate_isPutRightAMinuteLater() throws Exception {
    Passage entry = passage(Direction.ENTER, PLATE);
    board.pass(MINUTE).synchronise("2026-03-01T08:01:00Z");
    clock.look();
    recorder.submit(entry).join();
    board.pass(MINUTE);
    clock.look();

    assertThat(only(SessionState.OPEN).entry().at().utc()).isEqualTo("2026-03-01T08:00:00Z");
  }

  @Test
  void programThatWasAwayWhenTheClockWasSet_putsRightWhatItFinds() throws Exception {
    pass(Direction.ENTER);
    board.pass(MINUTE).synchronise("2026-03-01T08:01:00Z").pass(MINUTE);
    clock = new ClockKeeper(ledger, ids::next, board);
    clock.look();

    assertThat(only(SessionState.OPEN).entry().at().utc()).isEqualTo("2026-03-01T08:00:00Z");
  }

  /** A ledger that does not write the nth piece of work. */
  private record FailsAt(Ledger real, int nth, int[] calls) implements Ledger {
    @Override
    public CompletableFuture<Commit> submit(LedgerWork work) {
      return ++calls[0] == nth
          ? CompletableFuture.failedFuture(new LedgerException("disk full"))
          : real.submit(work);
    }

    @Override
    public void close() {
      real.close();
    }
  }

  @Test
  void anchorOrCorrectionThatIsNotWritten_isTriedAgain() throws Exception {
    pass(Direction.ENTER);
    board.pass(MINUTE).synchronise("2026-03-01T08:01:00Z");
    for (int failing = 1; failing <= 2; failing++) {
      ClockKeeper flaky =
          new ClockKeeper(new FailsAt(ledger, failing, new int[1]), ids::next, board);
      assertThatExceptionOfType(ExecutionException.class).isThrownBy(flaky::look);
      if (failing == 1) {
        assertThat(records()).hasSize(1);
      } else {
        assertThat(only(SessionState.OPEN).revision()).isEqualTo(1);
        flaky.look();
        assertThat(only(SessionState.OPEN).revision()).isEqualTo(2);
      }
      flaky.close();
    }
  }

  @Test
  void started_looksByItself_andEnds() throws Exception {
    board.synchronise("2026-03-01T08:00:00Z");
    CompletableFuture<UUID> captured = new CompletableFuture<>();
    ledger.onCommit(() -> captured.complete(ledger.epoch()));
    clock.start();
    captured.get(10, TimeUnit.SECONDS);
    clock.close();

    assertThat(told()).first().isEqualTo("clock synced 2026-03-01T08:00:00.000Z");
  }
}
