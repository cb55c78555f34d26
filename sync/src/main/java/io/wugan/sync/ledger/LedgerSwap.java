package io.wugan.sync.ledger;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Puts another database in the place of a ledger and keeps the one that was there. Confined to
 * whoever holds the folder.
 *
 * <p>A power cut at any moment leaves either the old files in their place, or the new database,
 * whole, under its waiting name, and the next start puts it in place:
 *
 * <pre>
 * write ledger.db.saving, sync ─ rename to ledger.db.saved ─ move -wal, -shm, ledger.db to a folder
 *   ─ rename ledger.db.saved to ledger.db
 * </pre>
 */
final class LedgerSwap {

  private static final String SAVING = LedgerFolder.DATABASE + ".saving";
  private static final String SAVED = LedgerFolder.DATABASE + ".saved";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);

  private final LedgerFolder folder;

  LedgerSwap(LedgerFolder folder) {
    this.folder = folder;
  }

  /** Where the new database is written. */
  Path saving() {
    return folder.sibling(SAVING);
  }

  /** Whether one waits to be put in place: the power went in between. */
  boolean isWaiting() {
    return Files.exists(folder.sibling(SAVED));
  }

  /** Forgets one that was not written to its end. */
  void dropUnfinished() throws IOException {
    Files.deleteIfExists(saving());
  }

  /** It is whole and synced. */
  void finishWriting() throws IOException {
    moveAndSync(saving(), folder.sibling(SAVED));
  }

  /** A new folder for the files that are here. */
  Path newAside(String prefix) throws IOException {
    Path aside = folder.sibling(prefix + STAMP.format(Instant.now()));
    Files.createDirectories(aside);
    return aside;
  }

  /** Moves the files that are here aside, and what waits, if anything, in their place. */
  void replace(Path aside) throws IOException {
    // The log first: beside the new database it would be taken for its own.
    for (String suffix : List.of("-wal", "-shm", "")) {
      Path file = folder.sibling(LedgerFolder.DATABASE + suffix);
      if (Files.exists(file)) {
        moveAndSync(file, aside.resolve(file.getFileName()));
      }
    }
    if (isWaiting()) {
      moveAndSync(folder.sibling(SAVED), folder.database());
    }
  }

  private void moveAndSync(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException otherDisk) {
      throw new IOException(from + " and " + to + " are on different disks", otherDisk);
    }
    folder.syncNames();
  }
}
