package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.PlateList;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Correction;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.ClockQuality;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.contract.RecordImage;
import io.wugan.sync.ledger.AuditLine;
import io.wugan.sync.ledger.HoldSubject;
import io.wugan.sync.ledger.LedgerAudit;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.RetentionPolicy;
import io.wugan.sync.ledger.RetentionSweeper;
import io.wugan.sync.ledger.StoredCorrection;
import io.wugan.sync.ledger.UploadIndex;
import io.wugan.sync.ledger.UploadState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is over goes by its date, and only that; every rule of the ledger still holds. */
class RetentionTest {

  private static final Duration LATER = Duration.ofDays(91);

  @TempDir Path directory;
  private EvidenceBoard board;
  private RetentionSweeper retention;

  @BeforeEach
  void open() throws IOException {
    board = new EvidenceBoard(directory, 5);
    retention();
  }

  private void retention() {
    retention =
        new RetentionSweeper(board.ledger().retention(), RetentionPolicy.DEFAULT, board::now);
  }

  @AfterEach
  void close() {
    List<AuditLine> audit =
        new LedgerAudit(
                LedgerAudit.databaseOf(directory), true, Optional.empty(), board.now().utc())
            .run();
    assertThat(audit).noneMatch(line -> line.verdict() == AuditLine.Verdict.BROKEN);
    board.close();
  }

  /** One stay of a plate, a day long, with pictures. */
  private void stay(String plate) throws IOException {
    board.capture(board.vehicle(Direction.ENTER, Optional.of(plate)));
    board.pass(Duration.ofDays(1));
    board.capture(board.vehicle(Direction.EXIT, Optional.of(plate)));
  }

  private void acknowledgeAll() {
    CloudAck ack =
        new CloudAck(
            board.ledger().epoch().toString(),
            board.ledger().outbox().lastSeq(),
            List.of(),
            List.of(),
            List.of());
    board.ledger().outbox().apply(ack, board.now().utc()).join();
  }

  /** The pictures' own dates, then that of the rows. */
  private RetentionSweeper.Report sweep() throws IOException, InterruptedException {
    board.sweep();
    return retention.sweep(() -> true);
  }

  private long stays(SessionState state) {
    try (LedgerView view = board.view()) {
      return view.countSessions(state);
    }
  }

  private Session only(SessionState state) {
    try (LedgerView view = board.view()) {
      return view.listSessions(state, 1).get(0);
    }
  }

  private boolean isThere(UUID passage) {
    try (LedgerView view = board.view()) {
      return view.findPassage(passage).isPresent();
    }
  }

  /** Another vehicle, so that what went before is not the newest. */
  private void anotherVehicle() throws IOException {
    board.capture(board.vehicle(Direction.ENTER, Optional.of("浙A99999")));
  }

  @Test
  void endedStay_goesAfterItsDays_withItsPassages_andTheCountStays() throws Exception {
    stay("浙A00001");
    anotherVehicle();
    acknowledgeAll();
    UUID exit = only(SessionState.CLOSED).exit().orElseThrow().passageId();
    long inside = board.ledger().occupancy();
    board.pass(Duration.ofDays(89));
    assertThat(sweep().isAny()).isFalse();
    assertThat(stays(SessionState.CLOSED)).isEqualTo(1);

    board.pass(Duration.ofDays(2));
    RetentionSweeper.Report report = sweep();

    assertThat(report.stays()).isEqualTo(1);
    assertThat(report.finished()).isTrue();
    assertThat(stays(SessionState.CLOSED)).isZero();
    assertThat(isThere(exit)).isFalse();
    assertThat(stays(SessionState.OPEN)).as("an open stay never goes").isEqualTo(1);
    assertThat(board.ledger().occupancy()).isEqualTo(inside);
    assertThat(sweep().isAny()).isFalse();
  }

  @Test
  void heldStay_staysUntilItIsReleased() throws Exception {
    stay("浙A00001");
    anotherVehicle();
    acknowledgeAll();
    HoldSubject subject = HoldSubject.session(only(SessionState.CLOSED).id());
    board.hold(subject);
    board.pass(LATER);
    assertThat(sweep().isAny()).isFalse();

    board.release(subject);

    assertThat(sweep().stays()).isEqualTo(1);
  }

  @Test
  void whatIsNotAcknowledged_stays_andAllThatIsNewer() throws Exception {
    stay("浙A00001");
    stay("浙A00002");
    anotherVehicle();
    board.pass(LATER);
    assertThat(sweep().isAny()).isFalse();
    acknowledgeAll();
    // Of the second stay's exit the cloud wants nothing to know: a person must look.
    board.ledger().outbox().setApart(4, "INVALID", board.now().utc()).join();

    assertThat(sweep().stays()).isEqualTo(1);

    assertThat(stays(SessionState.CLOSED)).as("its record is set apart").isEqualTo(1);
    assertThat(only(SessionState.CLOSED).plate()).contains(PlateNumber.of("浙A00002"));
  }

  @Test
  void exitThatWaitsForAPerson_staysUntilItIsSettled() throws Exception {
    Passage exit = board.vehicle(Direction.EXIT, Optional.of("浙A00001"));
    board.capture(exit);
    anotherVehicle();
    acknowledgeAll();
    board.pass(LATER);
    assertThat(sweep().isAny()).isFalse();
    UUID review;
    try (LedgerView view = board.view()) {
      review = view.listReviews(1).get(0).id();
    }
    board.correct(
        board.correction(Optional.empty(), Optional.of(review), new Correction.Change.Confirm()));
    acknowledgeAll();
    board.pass(Duration.ofDays(1));

    assertThat(sweep().passages()).isEqualTo(1);

    assertThat(isThere(exit.id())).isFalse();
    try (LedgerView view = board.view()) {
      assertThat(view.findReview(review)).isEmpty();
    }
  }

  @Test
  void pictureThatIsKeptLonger_keepsItsStay() throws Exception {
    board.capture(board.vehicle(Direction.ENTER, Optional.of("浙A00001")));
    board.pass(LATER);
    board.pass(Duration.ofDays(1));
    board.capture(board.vehicle(Direction.EXIT, Optional.of("浙A00001")));
    anotherVehicle();
    acknowledgeAll();
    board.pass(LATER);

    // Without a sweep of the pictures theirs is still to come.
    board.sweepOneFolder();
    assertThat(only(SessionState.CLOSED)).isNotNull();
    assertThat(sweep().stays()).isEqualTo(1);
  }

  @Test
  void unknownClock_deletesNothing_andNothingThatItTold() throws Exception {
    board.clock(ClockQuality.UNKNOWN);
    stay("浙A00001");
    anotherVehicle();
    acknowledgeAll();
    board.pass(LATER);
    RetentionSweeper.Report report = sweep();
    assertThat(report.dated()).isFalse();
    assertThat(report.isAny()).isFalse();

    board.clock(ClockQuality.SYNCED);
    assertThat(sweep().stays()).as("nobody knows how old it is").isZero();

    anotherVehicle();
    acknowledgeAll();
    board.pass(LATER);
    assertThat(sweep().stays()).as("older than a passage that is dated").isEqualTo(1);
  }

  @Test
  void correction_losesWhatTheStayWas_thenGoesAfterItsOwnDays() throws Exception {
    stay("浙A00001");
    UUID stay = only(SessionState.CLOSED).id();
    board.correct(
        board.correction(
            Optional.of(stay),
            Optional.empty(),
            new Correction.Change.SetPlate(PlateNumber.of("浙A00007"), PlateColor.BLUE)));
    anotherVehicle();
    acknowledgeAll();
    board.pass(LATER);

    assertThat(sweep().stays()).isEqualTo(1);

    try (LedgerView view = board.view()) {
      StoredCorrection line = view.listCorrections(stay, 9).get(0);
      assertThat(line.by()).isEqualTo("li");
      assertThat(line.before()).isEmpty();
      assertThat(line.after()).isEmpty();
      assertThat(view.listMisreadings(9)).isEmpty();
    }
    stay("浙A00002");
    UUID second = only(SessionState.CLOSED).id();
    board.correct(
        board.correction(
            Optional.of(second),
            Optional.empty(),
            new Correction.Change.SetPlate(PlateNumber.of("浙A00008"), PlateColor.BLUE)));
    board.pass(Duration.ofDays(366 - 91));
    assertThat(retention.sweep(() -> true).corrections()).isEqualTo(1);
    try (LedgerView view = board.view()) {
      assertThat(view.listCorrections(stay, 9)).isEmpty();
      assertThat(view.listCorrections(second, 9)).hasSize(1);
    }
  }

  @Test
  void listedPlate_goesAfterItsPeriod_andTheListKeepsItsRevision() throws Exception {
    ListedPlate over =
        new ListedPlate(
            PlateNumber.of("浙A00001"),
            VehicleClass.MONTHLY,
            Optional.empty(),
            Optional.of(board.now().utc()));
    ListedPlate lasting =
        new ListedPlate(
            PlateNumber.of("浙A00002"), VehicleClass.MONTHLY, Optional.empty(), Optional.empty());
    board.ledger().replace(new PlateList(3, List.of(over, lasting))).join();
    board.pass(Duration.ofDays(31));

    assertThat(retention.sweep(() -> true).listed()).isEqualTo(1);

    try (LedgerView view = board.view()) {
      assertThat(view.listPlates(Optional.empty(), 9)).containsExactly(lasting);
      assertThat(view.plateList().held()).isEqualTo(3);
      assertThat(view.plateList().plates()).isEqualTo(1);
    }
  }

  @Test
  void manyStays_goInSteps_withinABudget() throws Exception {
    for (int i = 0; i < 120; i++) {
      board.capture(board.passage(Direction.ENTER, Optional.of(plate(i)), List.of()));
      board.capture(board.passage(Direction.EXIT, Optional.of(plate(i)), List.of()));
    }
    anotherVehicle();
    acknowledgeAll();
    board.pass(LATER);
    board.sweep();
    int[] asked = {0};

    RetentionSweeper.Report first = retention.sweep(() -> asked[0]++ < 3);

    assertThat(first.stays()).isBetween(50, 100);
    assertThat(retention.sweep(() -> true).stays()).isEqualTo(120 - first.stays());
  }

  private static String plate(int i) {
    return "浙A" + String.format(java.util.Locale.ROOT, "%05d", i);
  }

  @Test
  void restart_findsTheSame_andPicturesOfNewPassagesAreStillTakenIn() throws Exception {
    stay("浙A00001");
    anotherVehicle();
    acknowledgeAll();
    board.pass(LATER);
    assertThat(sweep().stays()).isEqualTo(1);

    board.restart();
    retention();
    board.capture(
        board.passage(
            Direction.ENTER, Optional.of("浙A00003"), List.of(board.store(EvidenceKind.SCENE))));

    assertThat(board.sweep().indexed()).isEqualTo(1);
    assertThat(sweep().isAny()).isFalse();
  }

  @Test
  void pictureThatWaitsForItsUpload_keepsItsPassage() throws Exception {
    Passage exit = board.passage(Direction.EXIT, Optional.of("浙A00001"), List.of());
    board.capture(board.passage(Direction.ENTER, Optional.of("浙A00001"), List.of()));
    board.capture(exit);
    anotherVehicle();
    acknowledgeAll();
    RecordImage picture =
        new RecordImage(
            exit.id(), exit.id(), Optional.empty(), "SCENE", "0".repeat(64), 1, board.now().utc());
    UploadIndex uploads = board.ledger().uploads();
    uploads.add(List.of(picture), UploadState.WAITING, 1, board.now().utc()).join();
    board.pass(LATER);
    assertThat(sweep().isAny()).isFalse();

    uploads
        .note(uploads.findNext(0).orElseThrow(), UploadState.REFUSED, Optional.empty(), now())
        .join();

    assertThat(sweep().stays()).isEqualTo(1);
  }

  private Instant now() {
    return board.now().utc();
  }

  @Test
  void whatWasDeleted_leavesNoBytesInTheFile() throws Exception {
    stay("浙A00001");
    anotherVehicle();
    acknowledgeAll();
    board.ledger().outbox().purgeAcked(now().plusSeconds(1), 500).join();
    board.restart();
    assertThat(database()).as("the log is in the file").contains("浙A00001");
    board.pass(LATER);
    retention();
    assertThat(sweep().stays()).isEqualTo(1);
    board.restart();

    assertThat(database()).doesNotContain("浙A00001").contains("浙A99999");
  }

  private String database() throws IOException {
    return Files.readString(directory.resolve("ledger.db"), StandardCharsets.ISO_8859_1)
        .transform(
            bytes ->
                new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  @Test
  void policy_thatIsTooShort_isRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new RetentionPolicy(Duration.ofDays(14), Duration.ZERO, Duration.ZERO))
        .withMessageContaining("stays are kept for 15 days at least");
  }
}
