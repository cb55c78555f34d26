package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.time.ClockQuality;
import io.wugan.sync.ledger.EvidenceHold;
import io.wugan.sync.ledger.EvidenceIndex;
import io.wugan.sync.ledger.EvidenceValue;
import io.wugan.sync.ledger.GoneReason;
import io.wugan.sync.ledger.HoldOutcome;
import io.wugan.sync.ledger.HoldSubject;
import io.wugan.sync.ledger.KeptPicture;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sweep does where something went wrong before it. */
class EvidenceSweeperTest {

  @TempDir Path directory;
  private EvidenceBoard board;

  @BeforeEach
  void board() throws Exception {
    board = new EvidenceBoard(directory, 7);
  }

  @AfterEach
  void close() {
    board.close();
  }

  private Path file(EvidenceRef picture) {
    return FileEvidenceStore.fileOf(board.pictures(), picture.sha256());
  }

  private Passage stay(String plate) throws IOException {
    Passage in = board.vehicle(Direction.ENTER, Optional.of(plate));
    board.capture(in);
    board.pass(Duration.ofMinutes(10));
    board.capture(board.vehicle(Direction.EXIT, Optional.of(plate)));
    return in;
  }

  private void stamp(EvidenceRef picture, Duration ago) throws IOException {
    Files.setLastModifiedTime(file(picture), FileTime.from(board.now().utc().minus(ago)));
  }

  @Test
  void fileOfNoPassage_isAdopted_andGoesByItsModificationTime() throws Exception {
    EvidenceRef lost = board.store(EvidenceKind.SCENE);
    EvidenceRef young = board.store(EvidenceKind.SCENE);
    stamp(lost, Duration.ofDays(29));
    stamp(young, Duration.ofMinutes(30));

    assertThat(board.sweep().adopted()).isEqualTo(1);
    assertThat(board.sweep().adopted()).as("once").isZero();
    assertThat(file(lost)).exists();
    board.pass(Duration.ofDays(2));
    SweepReport report = board.sweep();

    assertThat(report.gone(GoneReason.RETENTION)).isEqualTo(1);
    assertThat(file(lost)).doesNotExist();
    assertThat(file(young)).exists();
    assertThat(report.adopted()).as("old enough by now").isEqualTo(1);
  }

  @Test
  void adoptedFile_whosePassageComesLate_belongsToIt() throws Exception {
    EvidenceRef scene = board.store(EvidenceKind.SCENE);
    stamp(scene, Duration.ofHours(2));
    assertThat(board.sweep().adopted()).isEqualTo(1);

    Passage late = board.passage(Direction.ENTER, Optional.of("浙A12345"), List.of(scene));
    board.capture(late);
    SweepReport report = board.sweep();

    assertThat(report.totals().files()).isEqualTo(1);
    assertThat(report.totals().bytes()).isEqualTo(scene.sizeBytes());
    assertThat(board.ledger().evidence().listCheapest(EvidenceValue.OPEN, 9))
        .singleElement()
        .satisfies(kept -> assertThat(kept.passageId()).contains(late.id()));
  }

  @Test
  void killedBetweenGivingUpAndErasing_theNextSweepErases() throws Exception {
    Passage in = stay("浙A12345");
    board.sweep();
    EvidenceIndex index = board.ledger().evidence();
    List<KeptPicture> picked = index.listCheapest(EvidenceValue.SETTLED, 2);
    LedgerWait.on(index.giveUp(picked, GoneReason.QUOTA, board.now().utc()));
    board.restart();
    assertThat(file(in.images().get(0))).exists();

    board.sweep();

    assertThat(file(in.images().get(0))).doesNotExist();
    assertThat(board.ledger().evidence().listErasable(9)).isEmpty();
    try (LedgerView view = board.view()) {
      assertThat(view.findFate(in.id(), in.images().get(0).sha256()).orElseThrow().reason())
          .isEqualTo(GoneReason.QUOTA);
    }
  }

  @Test
  void givenUp_whatIsHeldMeanwhile_stays() throws Exception {
    Passage in = stay("浙A12345");
    board.sweep();
    EvidenceIndex index = board.ledger().evidence();
    List<KeptPicture> picked = index.listCheapest(EvidenceValue.SETTLED, 9);
    assertThat(picked).hasSize(4);
    board.hold(HoldSubject.passage(in.id()));

    List<KeptPicture> gone =
        LedgerWait.on(index.giveUp(picked, GoneReason.QUOTA, board.now().utc()));

    assertThat(gone).hasSize(2).noneMatch(kept -> kept.passageId().equals(Optional.of(in.id())));
    assertThat(index.totals().files()).isEqualTo(2);
  }

  @Test
  void indexThatWasLost_isMadeAnew_fromPassagesAndFiles() throws Exception {
    Passage in = stay("浙A12345");
    board.hold(HoldSubject.passage(in.id()));
    SweepReport before = board.sweep();
    assertThat(before.indexed()).isZero();
    sql("DELETE FROM evidence_picture");
    sql("UPDATE evidence_head SET upto = NULL, files = 0, bytes = 0");

    SweepReport after = board.sweep();

    assertThat(after.indexed()).isEqualTo(4);
    assertThat(after.adopted()).isZero();
    assertThat(after.totals()).isEqualTo(before.totals());
    assertThat(board.ledger().evidence().listCheapest(EvidenceValue.HELD, 9)).hasSize(2);
    sql("UPDATE evidence_head SET upto = NULL");
    assertThat(board.sweep().totals()).as("none twice").isEqualTo(before.totals());
  }

  @Test
  void stayThatIsOver_isFoundAmongMany_beforeAnythingIsPruned() throws Exception {
    for (int i = 0; i < 55; i++) {
      board.capture(board.vehicle(Direction.ENTER, Optional.of("浙A%05d".formatted(i))));
      board.pass(Duration.ofMinutes(1));
    }
    Passage in = board.vehicle(Direction.ENTER, Optional.of("浙A00055"));
    board.capture(in);
    board.sweep();
    board.sweep(); // from here on the look at what is inside begins anew
    board.capture(board.vehicle(Direction.EXIT, Optional.of("浙A00055")));
    board.quota(board.ledger().evidence().totals().bytes() - 10);

    assertThat(board.sweep().gone(GoneReason.QUOTA)).isPositive();

    try (LedgerView view = board.view()) {
      assertThat(view.findFate(in.id(), in.images().get(0).sha256())).isPresent();
    }
  }

  @Test
  void sweepThatIsStopped_hasMoreToDo_andSaysNothingOfHolds() throws Exception {
    stay("浙A12345");
    board.sweep();
    board.quota(100);

    SweepReport stopped = board.sweep(() -> false);

    assertThat(stopped.finished()).isFalse();
    assertThat(stopped.overBytes()).isZero();
    assertThat(stopped.totals().files()).isEqualTo(4);
    assertThat(board.sweep().totals().files()).isZero();
  }

  @Test
  void onlyHeldOnesLeft_tellsHowMuchIsWanted() throws Exception {
    Passage in = stay("浙A12345");
    board.hold(HoldSubject.passage(in.id()));
    board.quota(100);

    assertThat(board.sweep().overBytes()).isEqualTo(1100 - 99);
  }

  @Test
  void passages_areTakenInTogether_manyAtOnce_orAfterTenMinutes() throws Exception {
    board.sweepOneFolder();
    board.capture(board.vehicle(Direction.ENTER, Optional.of("浙A12345")));
    board.pass(Duration.ofMinutes(1));
    assertThat(board.sweepOneFolder().indexed()).isZero();
    board.pass(PictureFinder.INDEX_WITHIN);
    assertThat(board.sweepOneFolder().indexed()).isEqualTo(2);
    for (int i = 0; i < PictureFinder.PASSAGES_A_STEP; i++) {
      board.capture(board.vehicle(Direction.ENTER, Optional.empty()));
    }
    board.pass(Duration.ofMinutes(1));
    assertThat(board.sweepOneFolder().indexed()).isEqualTo(PictureFinder.PASSAGES_A_STEP);
  }

  @Test
  void fileThatSomebodyDeleted_isNoted_once() throws Exception {
    Passage in = stay("浙A12345");
    board.sweep();
    Files.delete(file(in.images().get(1)));

    SweepReport report = board.sweep();

    assertThat(report.gone(GoneReason.MISSING)).isEqualTo(1);
    assertThat(report.totals().files()).isEqualTo(3);
    assertThat(board.sweep().gone(GoneReason.MISSING)).isZero();
    try (LedgerView view = board.view()) {
      assertThat(view.findFate(in.id(), in.images().get(1).sha256()).orElseThrow().reason())
          .isEqualTo(GoneReason.MISSING);
    }
  }

  @Test
  void pictureThatIsFresh_isErasedByALaterSweep() throws Exception {
    Passage in = stay("浙A12345");
    Files.setLastModifiedTime(file(in.images().get(0)), FileTime.from(board.now().utc()));
    board.quota(100);

    SweepReport report = board.sweep();
    assertThat(report.gone(GoneReason.QUOTA)).isEqualTo(4);
    assertThat(file(in.images().get(0))).exists();
    board.pass(FileEvidenceStore.FRESH.plusSeconds(1));
    assertThat(board.sweep().adopted()).as("it is not forgotten, so not found anew").isZero();

    assertThat(file(in.images().get(0))).doesNotExist();
  }

  @Test
  void ledgerThatCannotWrite_onAFullDisk_roomIsMadeFirst() throws Exception {
    Passage in = stay("浙A12345");
    Passage held = stay("浙A22222");
    board.hold(HoldSubject.passage(held.id()));
    // A second vehicle in the picture that is held.
    board.capture(board.passage(Direction.ENTER, Optional.of("浙A33333"), held.images()));
    board.capture(board.vehicle(Direction.EXIT, Optional.of("浙A33333")));
    board.sweep();
    board.keepFree(Long.MAX_VALUE >> 8);
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE"); // a ledger that cannot write, for a while
      CompletableFuture<Void> freed =
          CompletableFuture.runAsync(
              () -> {
                await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !Files.exists(file(in.images().get(0))));
                rollback(statement);
              });

      assertThat(board.sweep().gone(GoneReason.SPACE)).isEqualTo(10);

      freed.join();
    }
    assertThat(file(held.images().get(0))).exists();
    assertThat(file(held.images().get(1))).exists();
    assertThat(file(in.images().get(1))).doesNotExist();
    assertThat(board.sweep().gone(GoneReason.MISSING)).isZero();
  }

  @Test
  void ledgerThatCannotWrite_otherwise_nothingIsErased() throws Exception {
    Passage in = stay("浙A12345");
    board.sweep();
    board.quota(100);
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> board.sweep()).isInstanceOf(LedgerException.class);
    }
    assertThat(file(in.images().get(0))).exists();
  }

  @Test
  void hold_twiceTheSame_isOne_andItsAuditStays() throws Exception {
    Passage in = stay("浙A12345");
    HoldSubject subject = HoldSubject.passage(in.id());
    EvidenceIndex index = board.ledger().evidence();
    assertThat(board.hold(subject)).isEqualTo(new HoldOutcome(HoldOutcome.Result.DONE, 1, 2, 0));
    assertThat(board.hold(subject).result()).isEqualTo(HoldOutcome.Result.DONE_BEFORE);
    EvidenceHold other =
        new EvidenceHold(
            new UUID(1, 1), subject, board.now().utc(), "wang", "police", Optional.empty());
    assertThat(LedgerWait.on(index.hold(other)).result()).isEqualTo(HoldOutcome.Result.DONE);
    assertThat(LedgerWait.on(index.hold(other)).result()).isEqualTo(HoldOutcome.Result.DONE_BEFORE);
    EvidenceHold.Release release =
        new EvidenceHold.Release(new UUID(2, 2), board.now().utc(), "li", "paid");

    assertThat(LedgerWait.on(index.release(subject, release)).holds()).isEqualTo(2);
    assertThat(LedgerWait.on(index.release(subject, release)).result())
        .isEqualTo(HoldOutcome.Result.DONE_BEFORE);

    assertThat(board.release(subject).result()).isEqualTo(HoldOutcome.Result.UNKNOWN_SUBJECT);
    try (LedgerView view = board.view()) {
      assertThat(view.listHolds(false, 9)).isEmpty();
      assertThat(view.listHolds(true, 9))
          .hasSize(2)
          .allMatch(hold -> hold.release().equals(Optional.of(release)))
          .anyMatch(hold -> hold.by().equals("wang") && hold.reason().equals("police"));
    }
  }

  @Test
  void hold_ofWhatIsNotThere_isRefused() throws Exception {
    for (HoldSubject nobody :
        List.of(
            HoldSubject.session(new UUID(1, 1)),
            HoldSubject.passage(new UUID(1, 1)),
            HoldSubject.picture("AB".repeat(32)))) {
      assertThat(board.hold(nobody).result()).isEqualTo(HoldOutcome.Result.UNKNOWN_SUBJECT);
    }
    assertThatThrownBy(() -> HoldSubject.picture("../x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 digits");
  }

  @Test
  void unknownClock_isTold_andOthersHaveTheirTurnBetweenTheSteps() throws Exception {
    stay("浙A12345");
    board.clock(ClockQuality.UNKNOWN);
    assertThat(board.sweep().dated()).isFalse();
    board.clock(ClockQuality.SYNCED);
    int[] asked = {0};
    board.sweep(
        () -> {
          asked[0]++;
          return true;
        });
    assertThat(asked[0]).isEqualTo(256);
  }

  private void sql(String text) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private static void rollback(Statement statement) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException stuck) {
      throw new IllegalStateException(stuck);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.db"));
  }
}
