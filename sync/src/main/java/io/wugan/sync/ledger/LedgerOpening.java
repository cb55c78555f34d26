package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.pages.PageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens the database of a folder for writing, or makes it; one that is damaged is salvaged first.
 * Whatever the files hold, this ends with a ledger that works, unless they are another program's or
 * the disk refuses. Confined to whoever holds the folder.
 */
final class LedgerOpening {

  private final LedgerFolder folder;
  private final EventCodec codec;
  private final TimeOrderedIds ids;
  private final LedgerSalvage salvage;
  private final JournalReplay journal;

  /**
   * @param folder held
   * @param journal folder of the journal, for a salvage
   * @param codec writes the records
   * @param ids gives the epoch of a new ledger
   */
  LedgerOpening(LedgerFolder folder, Path journal, EventCodec codec, TimeOrderedIds ids) {
    this.folder = folder;
    this.codec = codec;
    this.ids = ids;
    this.journal = new JournalReplay(journal);
    this.salvage = new LedgerSalvage(folder, this.journal, ids);
  }

  /**
   * An open ledger.
   *
   * @param database ready to write
   * @param salvaged what became of the one that was there, where it was damaged
   */
  record Opened(LedgerDatabase database, Optional<SalvageReport> salvaged) {}

  /**
   * Opens the database.
   *
   * @param damagedInUse whether SQLite has met damage in it: it is salvaged then, whatever the
   *     checks say. They do not look into an empty index, so that a wrong page in its place is met
   *     by the next row alone
   * @throws LedgerException if it cannot be used as a ledger, saying why
   */
  Opened open(boolean damagedInUse) {
    Path file = folder.database();
    try {
      salvage.finishInterrupted();
      Opened opened =
          damagedInUse
              ? salvaged("damage was met in use")
              : openOrSalvage(file, LedgerDoubt.isNoted(folder.directory()));
      LedgerDoubt.forget(folder.directory());
      return opened;
    } catch (SQLException unusable) {
      throw SqlFailures.explain("cannot open the ledger", file, unusable);
    } catch (IOException unusable) {
      throw new LedgerException(
          "cannot open the ledger in " + folder.directory() + ": " + unusable, unusable);
    }
  }

  /**
   * @param thorough whether indexes are compared with their tables, too
   */
  private Opened openOrSalvage(Path file, boolean thorough) throws SQLException, IOException {
    Optional<String> fault = isGone(file) ? Optional.of("it is gone") : headerFault(file);
    if (fault.isPresent()) {
      return salvaged(fault.get());
    }
    try {
      return new Opened(openOnce(thorough), Optional.empty());
    } catch (SQLException unusable) {
      if (!SqlFailures.isDamageAtOpening(unusable)) {
        throw unusable;
      }
      return salvaged(String.valueOf(unusable.getMessage()));
    }
  }

  private Opened salvaged(String reason) throws IOException, SQLException {
    SalvageReport report = salvage.run(reason);
    return new Opened(openOnce(false), Optional.of(report));
  }

  /** No database where the journal knows of one. */
  private boolean isGone(Path file) throws IOException {
    return (!Files.exists(file) || Files.size(file) == 0) && journal.knowsAnything();
  }

  /** A sound database of another program is not ours to put aside. */
  private static Optional<String> headerFault(Path file) throws IOException {
    if (PageFile.isLogDamaged(file)) {
      return Optional.of("the log is damaged in its middle");
    }
    Optional<String> fault = LedgerHeader.findFault(file);
    boolean others =
        fault.isPresent()
            && LedgerHeader.isOfADatabase(file)
            && !LedgerSalvage.looksLikeALedger(file);
    return others ? Optional.empty() : fault;
  }

  private LedgerDatabase openOnce(boolean thorough) throws SQLException, IOException {
    Path file = folder.database();
    Connection connection = DriverManager.getConnection(LedgerDatabase.url(file));
    boolean usable = false;
    try {
      prepare(connection, thorough);
      LedgerDatabase database = new LedgerDatabase(file, connection, codec);
      database.touched().watch();
      usable = true;
      return database;
    } finally {
      if (!usable) {
        connection.close();
      }
    }
  }

  private void prepare(Connection connection, boolean thorough) throws SQLException, IOException {
    Path file = folder.database();
    if (LedgerSchema.isEmpty(connection)) {
      // Power lost while it was made leaves the first page alone, without a table.
      if (Files.size(file) > PageFile.PAGE_SIZE) {
        throw new LedgerDamage("the file has pages, but no tables");
      }
      LedgerPragmas.applyAtCreation(connection);
      LedgerPragmas.apply(connection);
      LedgerSchema.create(connection, ids.next());
      folder.syncNames();
    } else {
      LedgerSchema.check(connection, file);
      LedgerPragmas.checkAsCreated(connection);
      LedgerPragmas.apply(connection);
      LedgerSchema.upgrade(connection);
    }
    LedgerPragmas.verify(connection, file);
    SchemaText.check(connection);
    checkContent(connection, thorough);
  }

  private void checkContent(Connection connection, boolean thorough)
      throws SQLException, IOException {
    String check = thorough ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)";
    String found = Sql.text(connection, check);
    if (!found.equals("ok")) {
      throw new LedgerDamage(found);
    }
    try (Statement statement = connection.createStatement();
        ResultSet head = statement.executeQuery("SELECT epoch, last_seq FROM head")) {
      if (!head.next()) {
        throw new LedgerDamage("the head is not there");
      }
      if (UUID.fromString(head.getString(1)).getMostSignificantBits() == 0) {
        throw new LedgerDamage("the head has no epoch");
      }
      long last = Sql.number(connection, "SELECT max(seq) FROM outbox");
      if (last > head.getLong(2)) {
        throw new LedgerDamage("the head says " + head.getLong(2) + ", the last record is " + last);
      }
      UUID epoch = UUID.fromString(head.getString(1));
      if (journal.isAhead(epoch, head.getLong(2))) {
        throw new LedgerDamage("the journal knows records behind its last, " + head.getLong(2));
      }
      new PendingRepair(connection, journal).run(epoch);
    } catch (IllegalArgumentException noId) {
      throw new LedgerDamage("the head has no epoch: " + noId.getMessage());
    }
  }
}
