package io.wugan.sync.ledger;

import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.pages.PageFile;
import io.wugan.sync.pages.RowCarver;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a new ledger out of a damaged one and puts the damaged one aside. Confined to whoever holds
 * the folder.
 *
 * <p>A power cut at any moment leaves either the damaged files in their place, and the next start
 * salvages again, or what {@link LedgerSwap} can finish.
 */
final class LedgerSalvage {

  private static final Logger log = LoggerFactory.getLogger(LedgerSalvage.class);

  /** As many damaged ledgers are kept; the oldest goes when one more comes. */
  static final int MOST_DAMAGED = 5;

  static final String DAMAGED = "ledger.damaged-";
  private final LedgerFolder folder;
  private final LedgerSwap swap;
  private final JournalReplay journal;
  private final TimeOrderedIds ids;

  LedgerSalvage(LedgerFolder folder, JournalReplay journal, TimeOrderedIds ids) {
    this.folder = folder;
    this.swap = new LedgerSwap(folder);
    this.journal = journal;
    this.ids = ids;
  }

  /** Whether a file that is no ledger on its face has rows of one inside. */
  static boolean looksLikeALedger(Path database) {
    boolean[] found = {false};
    try (PageFile pages = PageFile.open(database)) {
      new RowCarver(pages).carve(row -> found[0] |= SavedTable.of(row).isPresent());
    } catch (IOException unreadable) {
      log.warn("cannot look into {}", database, unreadable);
    }
    return found[0];
  }

  /** Puts in place what a salvage had made when the power went. */
  void finishInterrupted() throws IOException {
    swap.dropUnfinished();
    if (swap.isWaiting()) {
      log.warn("a salvage or a restore was interrupted; its ledger is put in place");
      replace(swap.newAside(DAMAGED));
    }
  }

  /**
   * Salvages. If even that fails, the ledger begins anew, empty; the damaged files are kept in any
   * case.
   *
   * @param reason what was found
   * @throws IOException if the folder cannot be written
   */
  SalvageReport run(String reason) throws IOException {
    log.error("the ledger {} is damaged and is salvaged: {}", folder.database(), reason);
    Path damaged = swap.newAside(DAMAGED);
    SalvageReport about = new SalvageReport(damaged, reason, new UUID(0, 0), 0, Map.of(), 0, 0);
    SalvageReport report;
    try {
      report = save(about);
      swap.finishWriting();
    } catch (SQLException | IOException unsavable) {
      log.error("the salvage failed; the ledger begins anew, the damaged one is kept", unsavable);
      swap.dropUnfinished();
      report = about;
    }
    replace(damaged);
    log.error("the ledger was salvaged: {}", report.described());
    return report;
  }

  private SalvageReport save(SalvageReport about) throws SQLException, IOException {
    Path target = swap.saving();
    Files.deleteIfExists(target);
    try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(target))) {
      LedgerPragmas.applyAtCreation(connection);
      // One file that is synced as a whole at its end: nothing of it counts before.
      Sql.execute(connection, "PRAGMA journal_mode = OFF");
      Sql.execute(connection, "PRAGMA synchronous = OFF");
      UUID epoch = ids.next();
      LedgerSchema.create(connection, epoch);
      SavedRows rows = new SavedRows(connection);
      Sql.execute(connection, "BEGIN");
      if (Files.exists(folder.database())) {
        try (PageFile pages = PageFile.open(folder.database())) {
          new RowCarver(pages)
              .carve(row -> SavedTable.of(row).ifPresent(table -> rows.take(table, row)));
        }
      }
      journal.into(rows, rows.findEpoch());
      SalvageReport report = new SavedLedger(connection, epoch).finish(about);
      Sql.execute(connection, "COMMIT");
      rows.close();
      LedgerFolder.sync(target);
      return report;
    }
  }

  private void replace(Path damaged) throws IOException {
    swap.replace(damaged);
    forgetOldest();
  }

  private void forgetOldest() throws IOException {
    List<Path> kept = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder.directory(), DAMAGED + "*")) {
      found.forEach(kept::add);
    }
    kept.sort(null);
    for (Path old : kept.subList(0, Math.max(0, kept.size() - MOST_DAMAGED))) {
      log.warn("more than {} damaged ledgers: {} is deleted", MOST_DAMAGED, old);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(old)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(old);
    }
  }
}
