package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

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
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.contract.RecordImage;
import io.wugan.sync.ledger.AuditLine;
import io.wugan.sync.ledger.ForgetReport;
import io.wugan.sync.ledger.ForgetRequest;
import io.wugan.sync.ledger.GoneReason;
import io.wugan.sync.ledger.HoldSubject;
import io.wugan.sync.ledger.LedgerAudit;
import io.wugan.sync.ledger.LedgerBackup;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.NumberedId;
import io.wugan.sync.ledger.OutboxRow;
import io.wugan.sync.ledger.RecordPicture;
import io.wugan.sync.ledger.StoredCorrection;
import io.wugan.sync.ledger.UploadIndex;
import io.wugan.sync.ledger.UploadState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vehicle that is to be forgotten leaves no byte of its plate; what is not settled stays. */
class ForgetTest {

  private static final String PLATE = "浙A12345";

  @TempDir Path directory;
  private EvidenceBoard board;

  @BeforeEach
  void open() throws IOException {
    board = new EvidenceBoard(directory, 5);
  }

  @AfterEach
  void close() {
    List<AuditLine> audit =
        new LedgerAudit(
                LedgerAudit.databaseOf(directory),
                true,
                Optional.of(
                    sha256 ->
                        Files.isRegularFile(FileEvidenceStore.fileOf(board.pictures(), sha256))),
                board.now().utc())
            .run();
    assertThat(audit).noneMatch(line -> line.verdict() == AuditLine.Verdict.BROKEN);
    board.close();
  }

  private void enter(String plate) throws IOException {
    board.capture(board.vehicle(Direction.ENTER, Optional.of(plate)));
    board.pass(Duration.ofMinutes(7));
  }

  private void leave(String plate) throws IOException {
    board.capture(board.vehicle(Direction.EXIT, Optional.of(plate)));
    board.pass(Duration.ofMinutes(7));
  }

  private static String other(int i) {
    return "浙B" + String.format(Locale.ROOT, "%05d", i);
  }

  private void acknowledgeAll() {
    acknowledge(board.ledger().outbox().lastSeq());
  }

  private void acknowledge(long upto) {
    CloudAck ack =
        new CloudAck(board.ledger().epoch().toString(), upto, List.of(), List.of(), List.of());
    board.ledger().outbox().apply(ack, board.now().utc()).join();
  }

  private ForgetRequest request(Optional<UUID> stay) {
    return new ForgetRequest(
        UUID.randomUUID(), PlateNumber.of(PLATE), stay, "li", "asked in writing, 12/26");
  }

  /** As the desk does it. */
  private ForgetReport forget() throws IOException, InterruptedException {
    board.sweep();
    ForgetReport report =
        board.ledger().forgetting().forget(request(Optional.empty()), board.now().utc());
    board.sweep();
    return report;
  }

  private boolean isIn(Path file) throws IOException {
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return bytes.contains(
        new String(PLATE.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  /** The files may be read once nobody has them open: closing one drops the ledger's locks. */
  private void assertNoByteIsLeft() throws IOException {
    board.restart();
    for (String name : List.of("ledger.db", "ledger.db-wal")) {
      assertThat(isIn(directory.resolve(name))).as(name).isFalse();
    }
  }

  private List<Session> stays(SessionState state) {
    try (LedgerView view = board.view()) {
      return view.listSessions(state, 1000).stream()
          .filter(stay -> stay.plate().equals(Optional.of(PlateNumber.of(PLATE))))
          .toList();
    }
  }

  @Test
  void vehicleAmongMany_leavesNoByte_andNumbersAndIdsStay() throws Exception {
    for (int i = 0; i < 240; i++) {
      String plate = i % 80 == 40 ? PLATE : other(i);
      enter(plate);
      leave(plate);
    }
    acknowledgeAll();
    // The log is in the file, so that there is something to find.
    board.restart();
    assertThat(isIn(directory.resolve("ledger.db"))).isTrue();
    List<NumberedId> ids = board.ledger().outbox().listIds(1, 1000);
    long inside = board.ledger().occupancy();

    ForgetReport report = forget();

    assertThat(report.stays()).isEqualTo(3);
    assertThat(report.passages()).isEqualTo(6);
    assertThat(report.pictures()).isEqualTo(12);
    assertThat(report.records()).isEqualTo(6);
    assertThat(report.kept()).isEmpty();
    assertThat(report.mentioning()).isZero();
    assertThat(stays(SessionState.CLOSED)).isEmpty();
    assertThat(board.ledger().outbox().listIds(1, 1000)).as("digests hold").isEqualTo(ids);
    assertThat(board.ledger().outbox().list(1, 1000)).allMatch(OutboxRow::intact);
    assertThat(board.ledger().occupancy()).isEqualTo(inside);
    assertNoByteIsLeft();
  }

  @Test
  void pictures_areErased_andTheirRowsSayWhy() throws Exception {
    enter(PLATE);
    Passage exit = board.vehicle(Direction.EXIT, Optional.of(PLATE));
    board.capture(exit);
    enter(other(1));
    acknowledgeAll();
    board.pass(Duration.ofMinutes(3));

    ForgetReport report = forget();

    assertThat(report.pictures()).isEqualTo(4);
    String sha256 = exit.images().get(0).sha256();
    assertThat(FileEvidenceStore.fileOf(board.pictures(), sha256)).doesNotExist();
    try (LedgerView view = board.view()) {
      assertThat(view.findFate(exit.id(), sha256).orElseThrow().reason())
          .isEqualTo(GoneReason.REQUEST);
    }
  }

  @Test
  void whatIsNotSettled_stays_andTheReportSaysWhy() throws Exception {
    enter(PLATE);
    leave(PLATE);
    enter(other(1));
    acknowledgeAll();
    Session held = stays(SessionState.CLOSED).get(0);
    board.hold(HoldSubject.session(held.id()));
    enter(PLATE);
    leave(PLATE);
    enter(PLATE);
    long known = board.ledger().outbox().lastSeq();
    acknowledge(known - 2); // of the second stay's exit the cloud does not know yet

    ForgetReport report = forget();

    assertThat(report.stays()).isZero();
    assertThat(report.kept())
        .extracting(ForgetReport.Kept::why)
        .containsExactly(
            ForgetReport.Why.HELD, ForgetReport.Why.UNSETTLED, ForgetReport.Why.INSIDE);
    assertThat(stays(SessionState.CLOSED)).hasSize(2);
    try (LedgerView view = board.view()) {
      assertThat(view.listForgotten(9)).as("nothing was").isEmpty();
    }

    acknowledgeAll();
    leave(PLATE);
    acknowledgeAll();
    board.release(HoldSubject.session(held.id()));
    ForgetReport last = forget();
    assertThat(last.stays()).isEqualTo(2);
    assertThat(last.kept())
        .extracting(ForgetReport.Kept::isStay, ForgetReport.Kept::why)
        .containsExactly(tuple(true, ForgetReport.Why.LATEST));

    enter(other(2));
    acknowledgeAll();
    assertThat(forget().stays()).isEqualTo(1);
    assertNoByteIsLeft();
  }

  @Test
  void exitThatWaitsForAPerson_staysUntilItIsSettled() throws Exception {
    leave(PLATE);
    enter(other(1));
    acknowledgeAll();
    assertThat(forget().kept())
        .extracting(ForgetReport.Kept::isStay, ForgetReport.Kept::why)
        .containsExactly(tuple(false, ForgetReport.Why.REVIEW));
    UUID review;
    try (LedgerView view = board.view()) {
      review = view.listReviews(1).get(0).id();
    }
    board.correct(
        board.correction(Optional.empty(), Optional.of(review), new Correction.Change.Confirm()));
    acknowledgeAll();

    assertThat(forget().passages()).isEqualTo(1);

    assertNoByteIsLeft();
  }

  @Test
  void listAuditAndOthersReadings_loseThePlate_andTheAuditSaysWhoAsked() throws Exception {
    PlateNumber plate = PlateNumber.of(PLATE);
    ListedPlate monthly =
        new ListedPlate(plate, VehicleClass.MONTHLY, Optional.empty(), Optional.empty());
    ListedPlate lasting =
        new ListedPlate(
            PlateNumber.of(other(9)), VehicleClass.MONTHLY, Optional.empty(), Optional.empty());
    board.ledger().replace(new PlateList(3, List.of(monthly, lasting))).join();
    enter(PLATE);
    leave(PLATE);
    // Another vehicle was read as this one, and a person has put it right.
    enter(PLATE);
    UUID misread = stays(SessionState.OPEN).get(0).id();
    board.correct(
        board.correction(
            Optional.of(misread),
            Optional.empty(),
            new Correction.Change.SetPlate(PlateNumber.of(other(5)), PlateColor.BLUE)));
    leave(other(5));
    enter(other(1));
    acknowledgeAll();

    ForgetReport report = forget();

    assertThat(report.stays()).isEqualTo(1);
    assertThat(report.listed()).isEqualTo(1);
    assertThat(report.others()).as("a passage and a line of the audit").isEqualTo(2);
    try (LedgerView view = board.view()) {
      assertThat(view.listPlates(Optional.empty(), 9)).containsExactly(lasting);
      assertThat(view.plateList().plates()).isEqualTo(1);
      assertThat(view.findSession(misread).orElseThrow().plate())
          .contains(PlateNumber.of(other(5)));
      assertThat(view.listCorrections(misread, 9))
          .extracting(StoredCorrection::change, StoredCorrection::before)
          .containsExactly(tuple("SetPlate", Optional.empty()));
    }
    assertNoByteIsLeft();
  }

  @Test
  void oneStay_goesAlone_andALookChangesNothing() throws Exception {
    for (int i = 0; i < 2; i++) {
      enter(PLATE);
      leave(PLATE);
    }
    enter(other(1));
    acknowledgeAll();
    board.sweep();
    UUID first = stays(SessionState.CLOSED).get(1).id();
    ForgetReport look = board.ledger().forgetting().look(request(Optional.of(first)));
    assertThat(look.stays()).isEqualTo(1);
    assertThat(stays(SessionState.CLOSED)).hasSize(2);

    ForgetReport report =
        board.ledger().forgetting().forget(request(Optional.of(first)), board.now().utc());

    assertThat(report.stays()).isEqualTo(1);
    assertThat(report.records()).isEqualTo(2);
    assertThat(stays(SessionState.CLOSED)).extracting(Session::id).doesNotContain(first).hasSize(1);
    try (LedgerView view = board.view()) {
      assertThat(view.listCorrections(first, 9))
          .extracting(StoredCorrection::change, StoredCorrection::by)
          .containsExactly(tuple("ForgetPlate", "li"));
    }
  }

  @Test
  void copyFromBefore_bringsItBack_andItIsForgottenAgain() throws Exception {
    enter(PLATE);
    leave(PLATE);
    enter(other(1));
    acknowledgeAll();
    Path copy =
        new LedgerBackup(directory, directory.resolve("backups"), 0).make(board.now().utc()).file();
    assertThat(isIn(copy)).isTrue();
    assertThat(forget().stays()).isEqualTo(1);
    enter(other(2));
    board.ledger().close();
    LedgerBackup.restore(directory, copy);
    board.restart();
    assertThat(board.ledger().salvaged()).isPresent();
    assertThat(stays(SessionState.CLOSED)).as("the copy is older").hasSize(1);
    board.sweep();

    assertThat(board.ledger().forgetting().forgetAgain(board.now().utc())).isEqualTo(1);

    assertThat(stays(SessionState.CLOSED)).isEmpty();
    board.sweep();
  }

  @Test
  void pictureThatWaitsForItsUpload_isNotUploadedAnyMore() throws Exception {
    enter(PLATE);
    Passage exit = board.vehicle(Direction.EXIT, Optional.of(PLATE));
    board.capture(exit);
    enter(other(1));
    acknowledgeAll();
    board.sweep();
    RecordImage picture =
        new RecordImage(
            exit.id(),
            exit.id(),
            Optional.empty(),
            "SCENE",
            exit.images().get(0).sha256(),
            1,
            board.now().utc());
    UploadIndex uploads = board.ledger().uploads();
    uploads.add(List.of(picture), UploadState.WAITING, 1, board.now().utc()).join();
    assertThat(uploads.countWaiting()).isEqualTo(1);

    assertThat(forget().stays()).isEqualTo(1);

    assertThat(uploads.countWaiting()).isZero();
    assertThat(uploads.listUntold(9))
        .as("the cloud hears that it is gone")
        .extracting(RecordPicture::state)
        .containsExactly(UploadState.GONE);
  }

  @Test
  void plateNobodyKnows_leavesNothing_andAReasonThatNamesItIsRefused() throws Exception {
    enter(other(1));
    assertThat(forget().isAny()).isFalse();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                new ForgetRequest(
                    UUID.randomUUID(),
                    PlateNumber.of(PLATE),
                    Optional.empty(),
                    "li",
                    "owner of 浙a·12345"))
        .withMessageContaining("must not name the plate");
  }

  @Test
  void vehicleInOnePictureWithAnother_leavesThePictureToThatOne() throws Exception {
    var both = board.store(EvidenceKind.SCENE);
    board.capture(board.passage(Direction.ENTER, Optional.of(PLATE), List.of(both)));
    board.capture(board.passage(Direction.ENTER, Optional.of(other(3)), List.of(both)));
    leave(PLATE);
    enter(other(1));
    acknowledgeAll();
    board.pass(Duration.ofMinutes(3));

    assertThat(forget().stays()).isEqualTo(1);

    assertThat(FileEvidenceStore.fileOf(board.pictures(), both.sha256())).exists();
  }
}
