package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.session.SessionState;
import io.wugan.sync.contract.ClosedEpoch;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.contract.RecordImages;
import io.wugan.sync.testing.Samples;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged ledger is put aside, and what it holds is told again under new numbers. */
class SalvageTest {

  private static final int PAGE = 4096;

  // sqlite.org/fileformat2.html, 1.6
  private static final byte LEAF_OF_AN_INDEX = 0x0a;
  private static final byte LEAF_OF_A_TABLE = 0x0d;

  @TempDir Path directory;
  private final Samples samples = new Samples(11);

  private Path file() {
    return directory.resolve(LedgerFolder.DATABASE);
  }

  /** 40 entries and 10 exits: records 1 to 20 are acknowledged, 21 is set apart. */
  private UUID fill() {
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 40, 0);
      for (int i = 0; i < 10; i++) {
        ledger.submit(samples.exit(Samples.plateNo(i), 60_000)).join();
      }
      CloudAck ack = new CloudAck(ledger.epoch().toString(), 20, List.of(), List.of(), List.of());
      ledger.outbox().apply(ack, Samples.START).join();
      ledger.outbox().setApart(21, "INVALID by hand", Samples.START).join();
      return ledger.epoch();
    }
  }

  private void overwrite(long at, byte[] with) throws Exception {
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      bytes.seek(at);
      bytes.write(with);
    }
  }

  @Test
  void unreadableTables_areSavedWhole_withTheSameIdsUnderANewEpoch() throws Exception {
    UUID before = fill();
    List<String> ids = ids();
    // The first page says where every table begins.
    overwrite(100, new byte[PAGE - 100]);
    byte[] damaged = Files.readAllBytes(file());

    try (SqliteLedger ledger = samples.open(directory)) {
      SalvageReport report = ledger.salvaged().orElseThrow();
      assertThat(report.closed()).isEqualTo(before);
      assertThat(report.lastSeq()).isEqualTo(50);
      assertThat(report.lostRecords()).isZero();
      assertThat(report.acknowledged()).isEqualTo(20);
      assertThat(report.saved()).containsEntry("outbox", 30L).containsEntry("passage", 50L);
      assertThat(Files.readAllBytes(report.damaged().resolve(LedgerFolder.DATABASE)))
          .as("kept as it was")
          .isEqualTo(damaged);
      assertThat(ledger.epoch()).isNotEqualTo(before);
      assertThat(ledger.occupancy()).isEqualTo(30);
      assertThat(ledger.outbox().findClosedEpoch()).contains(new ClosedEpoch(before, 50));
      assertThat(ledger.findEarlierEpoch())
          .get()
          .satisfies(
              earlier -> {
                assertThat(earlier.epoch()).isEqualTo(before);
                assertThat(earlier.lastSeq()).isEqualTo(50);
                assertThat(earlier.told()).isFalse();
              });
      assertThat(ledger.outbox().counts()).isEqualTo(new OutboxCounts(30, 1, 29, 1));
      // Goes on: numbers follow, an exit finds its stay.
      assertThat(
              ledger
                  .submit(samples.exit(Samples.plateNo(15), 90_000))
                  .join()
                  .records()
                  .get(0)
                  .seq())
          .isEqualTo(31);
    }
    assertThat(ids()).startsWith(ids.subList(20, 50).toArray(String[]::new));
    try (LedgerView view = LedgerView.open(directory)) {
      assertThat(view.countSessions(SessionState.OPEN)).isEqualTo(29);
      assertThat(view.countSessions(SessionState.CLOSED)).isEqualTo(11);
    }
    assertThat(new LedgerAudit(file(), true, Optional.empty(), Samples.START).run())
        .noneMatch(line -> line.verdict() == AuditLine.Verdict.BROKEN);
    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.salvaged()).as("once").isEmpty();
      EarlierEpoch earlier = ledger.findEarlierEpoch().orElseThrow();
      ledger.markTold(earlier).join();
      assertThat(ledger.findEarlierEpoch().orElseThrow().told()).isTrue();
    }
  }

  @Test
  void waysOfPictures_areSaved_withTheirLastState() throws Exception {
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 2, 0);
      for (OutboxRow row : ledger.outbox().list(1, 2)) {
        ledger
            .uploads()
            .add(RecordImages.of(row.payload()), UploadState.WAITING, row.seq(), Samples.START)
            .join();
      }
      RecordPicture first = ledger.uploads().findNext(0).orElseThrow();
      ledger
          .uploads()
          .note(first, UploadState.UPLOADED, Optional.of("https://a.example/1"), Samples.START)
          .join();
    }
    overwrite(100, new byte[PAGE - 100]);

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.salvaged().orElseThrow().saved()).containsEntry("evidence_upload", 4L);
      assertThat(ledger.uploads().countWaiting()).isEqualTo(3);
      assertThat(ledger.uploads().listUntold(1).get(0).url()).contains("https://a.example/1");
      assertThat(ledger.uploads().upTo()).as("new numbers").isZero();
    }
  }

  private List<String> ids() {
    try (LedgerView view = LedgerView.open(directory)) {
      return view.listRecords(1, 1000).stream()
          .map(row -> new String(row.payload(), StandardCharsets.UTF_8))
          .map(json -> json.substring(json.indexOf("\"id\":\"") + 6).substring(0, 36))
          .toList();
    }
  }

  @Test
  void whatLiesInADamagedLogAlone_isSaved() throws Exception {
    Path copy = Files.createDirectory(directory.resolve("copy"));
    Path used = Files.createDirectory(directory.resolve("used"));
    try (SqliteLedger ledger = samples.open(used)) {
      samples.fill(ledger, 0, 30, 0);
      // As a power cut leaves it: nothing was moved from the log into the database.
      for (String name : List.of(LedgerFolder.DATABASE, LedgerFolder.DATABASE + "-wal")) {
        Files.copy(used.resolve(name), copy.resolve(name));
      }
    }
    try (RandomAccessFile bytes =
        new RandomAccessFile(copy.resolve(LedgerFolder.DATABASE + "-wal").toFile(), "rw")) {
      // SQLite would pass over a log with a damaged head, and say nothing.
      bytes.write(new byte[16]);
    }

    try (SqliteLedger ledger = samples.open(copy)) {
      assertThat(ledger.salvaged().orElseThrow().saved())
          .containsEntry("outbox", 30L)
          .containsEntry("session", 30L);
    }
  }

  @Test
  void syncedTransactionThatIsDamagedInTheLog_isNotPassedOver() throws Exception {
    Path copy = Files.createDirectory(directory.resolve("copy"));
    Path used = Files.createDirectory(directory.resolve("used"));
    try (SqliteLedger ledger = samples.open(used)) {
      samples.fill(ledger, 0, 30, 0);
      for (String name : List.of(LedgerFolder.DATABASE, LedgerFolder.DATABASE + "-wal")) {
        Files.copy(used.resolve(name), copy.resolve(name));
      }
    }
    Path log = copy.resolve(LedgerFolder.DATABASE + "-wal");
    int middle = 32 + (int) (Files.size(log) / 4120 / 2) * 4120 + 24;
    try (RandomAccessFile bytes = new RandomAccessFile(log.toFile(), "rw")) {
      bytes.seek(middle);
      bytes.write(new byte[] {1, 2, 3, 4});
    }

    try (SqliteLedger ledger = samples.open(copy)) {
      assertThat(ledger.salvaged()).isPresent();
      assertThat(ledger.outbox().counts().pending()).isGreaterThanOrEqualTo(29);
    }
  }

  @Test
  void fileOfZeros_isPutAside_andTheLedgerBeginsAnew() throws Exception {
    Files.write(file(), new byte[3 * PAGE]);

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.salvaged().orElseThrow().saved()).containsEntry("outbox", 0L);
      samples.fill(ledger, 0, 2, 0);
    }
    samples.open(directory).close();
    assertThat(damagedFolders()).hasSize(1);
  }

  @Test
  void damagedLedgers_areKept_aBoundedNumberOfThem() throws Exception {
    for (int i = 0; i < LedgerSalvage.MOST_DAMAGED + 2; i++) {
      Files.write(file(), new byte[PAGE]);
      samples.open(directory).close();
    }

    assertThat(damagedFolders()).hasSize(LedgerSalvage.MOST_DAMAGED);
  }

  @Test
  void damageInUse_isSalvagedWithoutALoss_andTheAgentIsToldToStartAgain() throws Exception {
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 40, 0);
      moveLogIntoTheFile();
      UUID before = ledger.epoch();
      List<OutboxRow> pending = ledger.outbox().listPending(1, 100, 100);
      assertThat(pending).hasSize(40);
      // Every page but the first: what SQLite reads next is not what it wrote.
      for (long page = 1; page * PAGE < Files.size(file()); page++) {
        overwrite(page * PAGE, new byte[1]);
      }

      assertThatThrownBy(() -> ledger.submit(samples.entry("浙A77777", 0)).join())
          .hasMessageContaining("damaged");
      assertThat(ledger.submit(samples.entry("浙A77777", 0)).join().epoch()).isNotEqualTo(before);

      assertThat(ledger.restartAdvised()).isTrue();
      assertThatThrownBy(() -> ledger.outbox().markSent(List.of(1L)).join())
          .as("numbers of the old ledger mean nothing in the new one")
          .hasMessageContaining("salvaged");
    }
  }

  /** SQLite's own check, the whole one too, finds nothing there. */
  @Test
  void wrongPageInPlaceOfAnEmptyIndex_isMetInUse_andSalvaged() throws Exception {
    fill();
    List<Long> roots = rootsOfEmptyIndexes();
    assertThat(roots).isNotEmpty();
    for (long root : roots) {
      overwrite((root - 1) * PAGE, new byte[] {LEAF_OF_A_TABLE});
    }

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.salvaged()).isEmpty();
      UUID before = ledger.epoch();
      assertThatThrownBy(() -> ledger.submit(samples.exit("浙A77777", 0)).join())
          .hasMessageContaining("damaged");

      assertThat(ledger.submit(samples.exit("浙A77777", 0)).join().epoch()).isNotEqualTo(before);

      assertThat(ledger.restartAdvised()).isTrue();
      assertThat(ledger.outbox().counts().pending()).isGreaterThan(29);
    }
  }

  private List<Long> rootsOfEmptyIndexes() throws Exception {
    List<Long> roots = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(file()));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT rootpage FROM sqlite_schema WHERE type = 'index'");
        RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "r")) {
      while (rows.next()) {
        bytes.seek((rows.getLong(1) - 1) * PAGE);
        boolean leaf = bytes.readByte() == LEAF_OF_AN_INDEX;
        bytes.skipBytes(2);
        if (leaf && bytes.readShort() == 0) {
          roots.add(rows.getLong(1));
        }
      }
    }
    return roots;
  }

  @Test
  void powerCutWhileTheNewLedgerIsPutInPlace_isMadeGoodAtTheNextStart() throws Exception {
    fill();
    Path saved = directory.resolve(LedgerFolder.DATABASE + ".saved");
    Files.copy(file(), saved);
    Path halfMoved = Files.createDirectory(directory.resolve(LedgerSalvage.DAMAGED + "0"));
    Files.move(file(), halfMoved.resolve("ledger.db"), StandardCopyOption.ATOMIC_MOVE);

    try (SqliteLedger ledger = samples.open(directory)) {
      assertThat(ledger.outbox().lastSeq()).isEqualTo(50);
      assertThat(ledger.salvaged()).isEmpty();
    }
    assertThat(saved).doesNotExist();
  }

  private List<Path> damagedFolders() throws Exception {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(p -> p.getFileName().toString().startsWith(LedgerSalvage.DAMAGED)).toList();
    }
  }

  /** Another connection writes, so that the ledger's own forgets what it remembers of the pages. */
  private void moveLogIntoTheFile() throws Exception {
    try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(file()))) {
      Sql.execute(connection, "UPDATE head SET recounted = recounted");
      Sql.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }
}
