package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.PlateList;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.SessionState;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.testing.Samples;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the database gone, the journal alone gives back all that is not over. */
class LedgerJournalTest {

  @TempDir Path directory;
  private final Samples samples = new Samples(21);

  private Path journal() {
    return directory.resolve("journal");
  }

  private void loseDatabase() throws IOException {
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(directory.resolve(LedgerFolder.DATABASE + suffix));
    }
  }

  private Set<String> pending(SqliteLedger ledger) {
    return ledger.outbox().listPending(1, 10_000, 10_000).stream()
        .map(row -> new String(row.payload(), java.nio.charset.StandardCharsets.UTF_8))
        .map(text -> text.replaceFirst("\"epoch\":\"[^\"]*\",\"seq\":\"[0-9]*\"", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void databaseGone_isMadeAnewFromTheJournal() throws Exception {
    ListedPlate monthly =
        new ListedPlate(
            PlateNumber.of("浙A12345"), VehicleClass.MONTHLY, Optional.empty(), Optional.empty());
    Passage waiting = samples.passage(Direction.EXIT, Optional.of("浙A55555"), 70_000);
    UUID before;
    Set<String> pending;
    try (SqliteLedger ledger = samples.open(directory)) {
      before = ledger.epoch();
      samples.fill(ledger, 0, 20, 0);
      for (int i = 0; i < 5; i++) {
        ledger.submit(samples.exit(Samples.plateNo(i), 60_000)).join();
      }
      CloudAck ack = new CloudAck(before.toString(), 7, List.of(9L), List.of(), List.of());
      ledger.outbox().apply(ack, Samples.START).join();
      ledger.outbox().setApart(8, "INVALID by hand", Samples.START).join();
      ledger.replace(new PlateList(3, List.of(monthly))).join();
      ledger.submit(samples.leftToKeeper(waiting)).join();
      pending = pending(ledger);
      assertThat(pending).hasSize(16);
    }
    loseDatabase();

    try (SqliteLedger ledger = samples.open(directory)) {
      SalvageReport report = ledger.salvaged().orElseThrow();
      assertThat(report.closed()).isEqualTo(before);
      assertThat(report.lastSeq()).isEqualTo(25);
      assertThat(report.lostRecords()).isZero();
      assertThat(pending(ledger)).isEqualTo(pending);
      assertThat(ledger.outbox().counts().setApart()).isEqualTo(1);
      assertThat(ledger.occupancy()).isEqualTo(15);
      assertThat(ledger.waitingPassages().listOldest(0, 9))
          .extracting(Passage::id)
          .containsExactly(waiting.id());
    }
    try (LedgerView view = LedgerView.open(directory)) {
      assertThat(view.countSessions(SessionState.OPEN)).isEqualTo(15);
      assertThat(view.countSessions(SessionState.CLOSED)).isEqualTo(5);
      assertThat(view.listPlates(Optional.empty(), 9)).containsExactly(monthly);
    }
    assertThat(audit()).noneMatch(line -> line.verdict() == AuditLine.Verdict.BROKEN);
  }

  private List<AuditLine> audit() {
    Path file = directory.resolve(LedgerFolder.DATABASE);
    return new LedgerAudit(file, true, Optional.empty(), Samples.START).run();
  }

  @Test
  void databaseOfYesterday_isBroughtUpToWhatTheJournalKnows() throws Exception {
    Path file = directory.resolve(LedgerFolder.DATABASE);
    Path copy = directory.resolve("copy.db");
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 10, 0);
    }
    Files.copy(file, copy);
    Set<String> pending;
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 10, 10, 0);
      pending = pending(ledger);
    }
    loseDatabase();
    Files.copy(copy, file);

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.salvaged()).as("numbers would be given twice").isPresent();
      assertThat(pending(ledger)).isEqualTo(pending);
    }
  }

  @Test
  void bytesOfWaitingRecordsThatChangedOnTheDisk_comeFromTheJournal() throws Exception {
    Set<String> pending;
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 6, 0);
      pending = pending(ledger);
      ledger.outbox().setApart(3, Outbox.DAMAGED, Samples.START).join();
      ledger.outbox().setApart(4, "INVALID by hand", Samples.START).join();
    }
    Path file = directory.resolve(LedgerFolder.DATABASE);
    try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(file));
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE outbox SET payload = CAST('[' AS BLOB) WHERE seq IN (2, 3, 4)");
      statement.execute("UPDATE outbox SET crc32c = crc32c + 1 WHERE seq = 5");
    }

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.salvaged()).isEmpty();
      assertThat(ledger.outbox().list(1, 9)).allMatch(OutboxRow::intact);
      assertThat(ledger.outbox().counts().setApart()).as("what the cloud refused").isEqualTo(1);
      ledger.outbox().reopen(4, 4).join();
      assertThat(pending).containsAll(pending(ledger)).hasSize(6);
      assertThat(pending(ledger)).hasSize(5);
    }
  }

  @Test
  void bytesThatNobodyHasAnotherCopyOf_stayAndAreNotTakenForSound() throws Exception {
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 3, 0);
    }
    for (Path journal : files()) {
      Files.delete(journal);
    }
    Path file = directory.resolve(LedgerFolder.DATABASE);
    try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(file));
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE outbox SET payload = CAST('[' AS BLOB) WHERE seq = 2");
    }

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.outbox().list(1, 9))
          .extracting(OutboxRow::intact)
          .containsExactly(true, false, true);
    }
  }

  @Test
  void tornFrame_isCutOff_andTheJournalGoesOn() throws Exception {
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 5, 0);
    }
    Path file = files().get(0);
    long whole = Files.size(file);
    Files.write(file, new byte[] {'W', 'G', 'J', '1', 0, 0, 1}, StandardOpenOption.APPEND);
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 5, 1, 0);
    }
    assertThat(Files.size(file)).isGreaterThan(whole);
    loseDatabase();

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(pending(ledger)).hasSize(6);
    }
  }

  @Test
  void journalThatCannotBeWritten_holdsNobodyUp_andIsWholeOnceItCan() throws Exception {
    Files.writeString(journal(), "a file in its way");
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 5, 0);
      assertThat(ledger.isJournalFailing()).isTrue();
    }
    Files.delete(journal());
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 5, 1, 0);
      assertThat(ledger.isJournalFailing()).isFalse();
    }
    loseDatabase();

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(pending(ledger)).as("the snapshot has what was missed").hasSize(6);
      assertThat(ledger.occupancy()).isEqualTo(6);
    }
  }

  @Test
  void workThatWasRefused_isNotInTheJournal() throws Exception {
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 2, 0);
      ledger
          .enqueue(
              database -> {
                database.execute("UPDATE session SET review = 1");
                throw new io.wugan.core.ledger.LedgerException("changed its mind");
              })
          .exceptionally(refused -> null)
          .join();
      samples.fill(ledger, 2, 1, 0);
    }
    loseDatabase();

    samples.open(directory).close();
    try (LedgerView view = LedgerView.open(directory)) {
      assertThat(view.listSessions(SessionState.OPEN, 9))
          .hasSize(3)
          .noneMatch(session -> session.review());
    }
  }

  @Test
  void filesPastTheirDays_goWithTheFirstCommitOfADay_onAQuietLotToo() throws Exception {
    Files.createDirectories(journal());
    Path old = Files.createFile(journal().resolve("journal-20200101.log"));

    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 1, 0);
    }

    assertThat(old).doesNotExist();
    assertThat(files()).hasSize(1);
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(journal())) {
      found.forEach(files::add);
    }
    return files;
  }
}
