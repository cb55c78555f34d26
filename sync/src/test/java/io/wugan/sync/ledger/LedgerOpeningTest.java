package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.PlateList;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.ClockQuality;
import io.wugan.sync.contract.RecordImage;
import io.wugan.sync.contract.RecordImages;
import io.wugan.sync.testing.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerOpeningTest {

  @TempDir Path directory;
  private final Samples samples = new Samples(2);

  @Test
  void file_inPlaceOfTheFolder_isNamed() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> samples.open(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("not a directory");
  }

  @Test
  void folderBelowAFile_saysWhoMustOwnIt() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> samples.open(file.resolve("ledger")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("cannot write to the ledger's folder");
  }

  @Test
  void secondAgent_isRefused_untilTheFirstCloses() {
    SqliteLedger first = samples.open(directory);

    assertThatThrownBy(() -> samples.open(directory))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("in use")
        .hasMessageContaining(LedgerFolder.LOCK);
    first.close();
    samples.open(directory).close();
  }

  /** Takes away what the sixth version added, as an agent of the fifth version would find it. */
  private void makeFifthVersion() throws Exception {
    change("ALTER TABLE head DROP COLUMN oldest");
    change("UPDATE head SET schema = 5");
    change("PRAGMA user_version = 5");
  }

  /** Takes away what the fifth version added, as an agent of the fourth version would find it. */
  private void makeFourthVersion() throws Exception {
    makeFifthVersion();
    for (String table : List.of("evidence_upload", "evidence_upload_head", "plate_list_part")) {
      change("DROP TABLE " + table);
    }
    change("UPDATE head SET schema = 4");
    change("PRAGMA user_version = 4");
  }

  @Test
  void fourthVersion_isUpgraded_andTakesInThePicturesOfItsRecords() throws Exception {
    Passage in = samples.passage(Direction.ENTER, Optional.of("浙A12345"), 0);
    try (SqliteLedger ledger = samples.open(directory)) {
      ledger.submit(samples.work(in)).join();
    }
    makeFourthVersion();

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.salvaged()).isEmpty();
      assertThat(ledger.uploads().upTo()).isZero();
      List<RecordImage> images = RecordImages.of(ledger.outbox().list(1, 1).get(0).payload());
      ledger.uploads().add(images, UploadState.WAITING, 1, Samples.START).join();
      ledger.uploads().add(images, UploadState.WAITING, 1, Samples.START).join();

      assertThat(ledger.uploads().countWaiting()).as("none twice").isEqualTo(2);
      assertThat(ledger.uploads().upTo()).isEqualTo(1);
      assertThat(ledger.uploads().findNext(0).orElseThrow().image().passage()).isEqualTo(in.id());
    }
    Path file = directory.resolve(LedgerFolder.DATABASE);
    assertThat(new LedgerAudit(file, true, Optional.empty(), Samples.START).run())
        .noneMatch(line -> line.verdict() == AuditLine.Verdict.BROKEN);
  }

  /** Takes away what the fourth version added, as an agent of the third version would find it. */
  private void makeThirdVersion() throws Exception {
    makeFourthVersion();
    change("DROP TABLE command");
    change("DROP TABLE earlier_epoch");
    for (String column :
        List.of("purged", "purged_upto", "purged_settled_ms", "recounted", "schema")) {
      change("ALTER TABLE head DROP COLUMN " + column);
    }
    change("PRAGMA user_version = 3");
  }

  @Test
  void thirdVersion_isUpgraded_andRemembersCommands() throws Exception {
    samples.open(directory).close();
    makeThirdVersion();

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.commands().listUntold(1)).isEmpty();
    }
  }

  @Test
  void thirdVersion_isUpgraded_andKnowsWhatWasDeletedInOrder() throws Exception {
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 9, 0);
    }
    makeThirdVersion();
    change("DELETE FROM outbox WHERE seq IN (1, 2, 4, 9)");
    change("UPDATE head SET occupancy = 11");

    try (SqliteLedger ledger = samples.open(directory)) {
      ledger.submit(samples.exit(Samples.plateNo(3), 60_000)).join();
    }

    Path file = directory.resolve(LedgerFolder.DATABASE);
    assertThat(new LedgerAudit(file, true, Optional.empty(), Samples.START).run())
        .noneMatch(line -> line.verdict() == AuditLine.Verdict.BROKEN);
  }

  /** Takes away what the third version added, as an agent of the second version would find it. */
  private void makeSecondVersion() throws Exception {
    makeThirdVersion();
    for (String table :
        List.of(
            "plate_list",
            "listed_plate",
            "handover",
            "evidence_head",
            "evidence_picture",
            "evidence_hold",
            "evidence_hold_passage")) {
      change("DROP TABLE " + table);
    }
    for (String index : List.of("evidence_review_passage", "evidence_review_session")) {
      change("DROP INDEX " + index);
    }
    change("PRAGMA user_version = 2");
  }

  @Test
  void secondVersion_isUpgraded_andKnowsItsPictures() throws Exception {
    Passage in = samples.passage(Direction.ENTER, Optional.of("浙A12345"), 0);
    try (SqliteLedger ledger = samples.open(directory)) {
      ledger.submit(samples.work(in)).join();
    }
    makeSecondVersion();

    try (SqliteLedger ledger = samples.open(directory)) {
      UnindexedPictures next = ledger.evidence().nextUnindexed(9);
      assertThat(next.upTo()).contains(in.id());
      assertThat(next.pictures())
          .extracting(NamedPicture::kind)
          .containsExactly(EvidenceClass.SCENE, EvidenceClass.PLATE);
      assertThat(next.pictures().get(0).since()).contains(in.at().utc());
      ledger.evidence().add(next.pictures(), in.id()).join();
      assertThat(ledger.evidence().totals()).isEqualTo(new EvidenceTotals(2, 81_234 + 4_321));
      assertThat(ledger.evidence().nextUnindexed(9).upTo()).isEmpty();
    }
  }

  /** Takes away what the second version added, as an agent of the first version would find it. */
  private void makeFirstVersion() throws Exception {
    makeSecondVersion();
    for (String table : List.of("review", "review_candidate", "correction")) {
      change("DROP TABLE " + table);
    }
    for (String index : List.of("session_entry", "session_exit", "session_misread")) {
      change("DROP INDEX " + index);
    }
    for (String column : List.of("color", "also_read", "mono_ms", "boot", "clock", "err_ms")) {
      change("ALTER TABLE passage DROP COLUMN " + column);
    }
    change("PRAGMA user_version = 1");
  }

  @Test
  void firstVersion_isUpgraded_andKeepsWhatItHolds() throws Exception {
    Passage in = samples.passage(Direction.ENTER, Optional.of("浙A12345"), 0);
    try (SqliteLedger ledger = samples.open(directory)) {
      ledger.submit(samples.work(in)).join();
    }
    makeFirstVersion();

    try (SqliteLedger ledger = samples.open(directory)) {
      ledger.submit(samples.exit("浙A12345", 60_000)).join();
    }

    try (LedgerView view = LedgerView.open(directory)) {
      assertThat(view.countSessions(SessionState.CLOSED)).isEqualTo(1);
      assertThat(view.lastSeq()).isEqualTo(2);
      assertThat(view.listReviews(10)).isEmpty();
      // The first version kept no more of its passages' time than UTC.
      PassageFacts old = view.findPassage(in.id()).orElseThrow();
      assertThat(old.ref().at().utc()).isEqualTo(in.at().utc());
      assertThat(old.ref().at().quality()).isEqualTo(ClockQuality.UNKNOWN);
      assertThat(old.color()).isEqualTo(PlateColor.UNKNOWN);
    }
  }

  @Test
  void secondVersion_isUpgraded_andCanWaitForAKeeper() throws Exception {
    try (SqliteLedger ledger = samples.open(directory)) {
      ledger.submit(samples.entry("浙A12345", 0)).join();
    }
    makeSecondVersion();

    Passage out = samples.passage(Direction.EXIT, Optional.of("浙A12345"), 60_000);
    try (SqliteLedger ledger = samples.open(directory)) {
      ledger.submit(samples.leftToKeeper(out)).join();
      assertThat(ledger.waitingPassages().listOldest(0, 10))
          .extracting(Passage::id)
          .containsExactly(out.id());
    }
    try (LedgerView view = LedgerView.open(directory)) {
      assertThat(view.countSessions(SessionState.OPEN)).isEqualTo(1);
      assertThat(view.lastSeq()).isEqualTo(1);
    }
  }

  @Test
  void secondVersion_isUpgraded_keepsWhatItHolds_andTakesLists() throws Exception {
    Passage in = samples.passage(Direction.ENTER, Optional.of("浙A12345"), 0);
    try (SqliteLedger ledger = samples.open(directory)) {
      ledger.submit(samples.work(in)).join();
    }
    makeSecondVersion();
    try (LedgerView view = LedgerView.open(directory)) {
      assertThat(view.plateList().held()).as("no table yet").isZero();
      assertThat(view.listPlates(Optional.empty(), 9)).isEmpty();
      assertThat(view.evidenceStats().rows()).isEmpty();
      assertThat(view.listHolds(true, 9)).isEmpty();
      assertThat(view.findFate(in.id(), "ab".repeat(32))).isEmpty();
    }
    ListedPlate monthly =
        new ListedPlate(
            PlateNumber.of("浙A12345"), VehicleClass.MONTHLY, Optional.empty(), Optional.empty());

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.replace(new PlateList(1, List.of(monthly))).join().replaced()).isTrue();
      ledger.submit(samples.exit("浙A12345", 60_000)).join();
    }

    try (LedgerView view = LedgerView.open(directory)) {
      assertThat(view.countSessions(SessionState.CLOSED)).isEqualTo(1);
      assertThat(view.lastSeq()).isEqualTo(2);
      assertThat(view.listPlates(Optional.empty(), 9)).containsExactly(monthly);
      assertThat(view.findPassage(in.id()).orElseThrow().ref().at()).isEqualTo(in.at());
    }
  }

  @Test
  void newerSchema_thatOnlyAdded_isGoneOnWith_andLeavesWhatItAdded() throws Exception {
    Passage in = samples.passage(Direction.ENTER, Optional.of("浙A12345"), 0);
    try (SqliteLedger ledger = samples.open(directory)) {
      ledger.submit(samples.work(in)).join();
    }
    change("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT");
    change("INSERT INTO later VALUES (7)");
    makeNewer(6);

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.salvaged()).isEmpty();
      ledger.submit(samples.exit("浙A12345", 60_000)).join();
    }

    Path file = directory.resolve(LedgerFolder.DATABASE);
    assertThat(new LedgerAudit(file, true, Optional.empty(), Samples.START).run())
        .noneMatch(line -> line.verdict() == AuditLine.Verdict.BROKEN);
    assertThat(number("SELECT id FROM later")).isEqualTo(7);
    assertThat(number("PRAGMA user_version")).as("for the newer one to know").isEqualTo(99);
    assertThat(number("SELECT last_seq FROM head")).isEqualTo(2);
  }

  @Test
  void newerSchema_inWhichAnOldTableIsAnother_isDamage() throws Exception {
    samples.open(directory).close();
    makeNewer(6);
    change("ALTER TABLE session RENAME COLUMN color TO colour");

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.salvaged()).as("put aside and made anew").isPresent();
    }
  }

  private void makeNewer(int oldest) throws Exception {
    change("PRAGMA user_version = 99");
    change("UPDATE head SET schema = 99, oldest = " + oldest);
  }

  private long number(String sql) throws Exception {
    try (Connection connection =
        DriverManager.getConnection(LedgerDatabase.url(directory.resolve(LedgerFolder.DATABASE)))) {
      return Sql.number(connection, sql);
    }
  }

  @Test
  void newerSchema_isLeftAlone() throws Exception {
    samples.open(directory).close();
    makeNewer(7);

    assertThatThrownBy(() -> samples.open(directory))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("newer version");
  }

  @Test
  void foreignDatabase_isLeftAlone() throws Exception {
    change("CREATE TABLE other (id INTEGER)");

    assertThatThrownBy(() -> samples.open(directory))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("not a ledger");
  }

  @Test
  void failedOpening_letsGoOfTheFolder() throws Exception {
    change("CREATE TABLE other (id INTEGER)");
    assertThatThrownBy(() -> samples.open(directory)).isInstanceOf(LedgerException.class);
    Files.delete(directory.resolve(LedgerFolder.DATABASE));

    samples.open(directory).close();
  }

  @Test
  void sqlite_tooOld_isKnown() {
    assertThat(LedgerPragmas.isTooOld("3.51.2")).isTrue();
    assertThat(LedgerPragmas.isTooOld("3.46.1")).isTrue();
    assertThat(LedgerPragmas.isTooOld("3.51.3")).isFalse();
    assertThat(LedgerPragmas.isTooOld("3.54.0")).isFalse();
  }

  @Test
  void pragma_thatDidNotTake_isRefused() throws Exception {
    try (Connection connection = connect()) {
      LedgerPragmas.applyAtCreation(connection);
      LedgerPragmas.apply(connection);
      Sql.execute(connection, "CREATE TABLE t (id INTEGER)");
      Sql.execute(connection, "PRAGMA synchronous = NORMAL");

      assertThatThrownBy(() -> LedgerPragmas.verify(connection, directory))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("synchronous is 1 instead of 2");
    }
  }

  private void change(String sql) throws Exception {
    try (Connection connection = connect()) {
      Sql.execute(connection, sql);
    }
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection(
        LedgerDatabase.url(directory.resolve(LedgerFolder.DATABASE)));
  }
}
