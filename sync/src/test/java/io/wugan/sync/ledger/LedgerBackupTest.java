package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies beside a running ledger, and the way back; damage that only the whole check finds. */
class LedgerBackupTest {

  private static final int PAGE = 4096;

  @TempDir Path directory;
  private final Samples samples = new Samples(41);

  private Path data() {
    return directory.resolve("data");
  }

  private LedgerBackup backups(long keepFree) {
    return new LedgerBackup(data(), directory.resolve("copies"), keepFree);
  }

  @Test
  void copyOfARunningLedger_andTheJournal_areAWholeLedger() throws Exception {
    LedgerBackup.Copy copy;
    try (SqliteLedger ledger = samples.open(data())) {
      samples.fill(ledger, 0, 20, 0);
      copy = backups(0).make(Samples.START);
      samples.fill(ledger, 20, 7, 0);
      assertThatThrownBy(() -> LedgerBackup.restore(data(), copy.file()))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("in use");
    }
    assertThat(copy.file().getFileName().toString()).isEqualTo("ledger-20260301T080000Z.db");

    Path before = LedgerBackup.restore(data(), copy.file());

    assertThat(before.resolve("ledger.db")).exists();
    try (SqliteLedger ledger = samples.open(data())) {
      assertThat(ledger.outbox().counts().pending())
          .as("20 copied, 7 by the journal")
          .isEqualTo(27);
      assertThat(ledger.salvaged()).as("numbers would be given twice").isPresent();
      assertThat(ledger.occupancy()).isEqualTo(27);
    }
  }

  @Test
  void oldestCopiesGo_andOtherFilesStay() throws Exception {
    try (SqliteLedger ledger = samples.open(data())) {
      samples.fill(ledger, 0, 1, 0);
    }
    LedgerBackup backups = backups(0);
    for (int day = 0; day < 4; day++) {
      backups.make(Samples.START.plus(Duration.ofDays(day)));
    }
    Path other = Files.writeString(directory.resolve("copies/ledger-of-mine.db"), "mine");

    assertThat(backups.rotate(2)).isEqualTo(2);

    assertThat(backups.list())
        .extracting(copy -> copy.file().getFileName().toString())
        .containsExactly("ledger-20260303T080000Z.db", "ledger-20260304T080000Z.db");
    assertThat(other).exists();
  }

  @Test
  void withoutRoom_noCopyIsMade_andNothingIsLeft() throws Exception {
    try (SqliteLedger ledger = samples.open(data())) {
      samples.fill(ledger, 0, 1, 0);
    }
    assertThatThrownBy(() -> backups(Long.MAX_VALUE / 2).make(Samples.START))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("finds no room");
    try (var left = Files.list(directory.resolve("copies"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatIsNoLedger_isNotPutInItsPlace() throws Exception {
    try (SqliteLedger ledger = samples.open(data())) {
      samples.fill(ledger, 0, 3, 0);
    }
    Path text = Files.writeString(directory.resolve("notes.db"), "not a database at all");
    assertThatThrownBy(() -> LedgerBackup.restore(data(), text))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("notes.db");
    try (SqliteLedger ledger = samples.open(data())) {
      assertThat(ledger.outbox().lastSeq()).isEqualTo(3);
    }
  }

  @Test
  void indexThatLostARow_isFoundByTheWholeCheck_andSalvagedAtTheNextStart() throws Exception {
    try (SqliteLedger ledger = samples.open(data())) {
      samples.fill(ledger, 0, 5, 0);
    }
    assertThat(new LedgerDoubt(data()).check()).isEmpty();
    Path file = data().resolve(LedgerFolder.DATABASE);
    changeInAnIndex(file);
    try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(file))) {
      assertThat(Sql.text(connection, "PRAGMA quick_check(1)")).as("a start sees").isEqualTo("ok");
    }

    assertThat(new LedgerDoubt(data()).check()).isPresent();

    try (SqliteLedger ledger = samples.open(data())) {
      assertThat(ledger.salvaged()).isPresent();
      assertThat(ledger.outbox().list(1, 9)).hasSize(5);
    }
    assertThat(new LedgerDoubt(data()).check()).isEmpty();
    assertThat(LedgerDoubt.isNoted(data())).isFalse();
  }

  /** A letter of an id, where it stands in the index of ids and not in the table. */
  private static void changeInAnIndex(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int event = text.indexOf("\"id\":\"", text.indexOf("specversion")) + 6;
    String id = text.substring(event, event + 36);
    for (int at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
      int page = at / PAGE * PAGE;
      if (!text.substring(page, page + PAGE).contains("specversion")) {
        bytes[at + 35] ^= 1;
      }
    }
    Files.write(file, bytes);
  }

  /** A byte of a name: SQLite finds the tables sound, and no statement fits them. */
  @Test
  void columnOfAnotherName_isDamage() throws Exception {
    try (SqliteLedger ledger = samples.open(data())) {
      samples.fill(ledger, 0, 3, 0);
    }
    Path file = data().resolve(LedgerFolder.DATABASE);
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("purged_settled_ms")] = 'q';
    Files.write(file, bytes);

    try (SqliteLedger ledger = samples.open(data())) {
      assertThat(ledger.salvaged()).isPresent();
      assertThat(ledger.outbox().list(1, 9)).hasSize(3);
      samples.fill(ledger, 3, 1, 0);
    }
  }
}
