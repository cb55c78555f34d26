package io.wugan.sync.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Puts another database in the place of a ledger. Confined to whoever holds the folder.
 *
 * <p>A power cut leaves the old one, or, between two renames, none: then the old one lies whole in
 * its folder beside it, and the journal brings the rest at the next start.
 */
final class LedgerSwap {

  static final String REPLACED = "ledger.replaced-";
  private static final String COMING = LedgerFolder.DATABASE + ".coming";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);

  private final LedgerFolder folder;

  LedgerSwap(LedgerFolder folder) {
    this.folder = folder;
  }

  /** Copies the file here, moves the old ones away, and gives it its name. */
  Path put(Path copy) throws IOException {
    Path coming = folder.sibling(COMING);
    Files.copy(copy, coming, StandardCopyOption.REPLACE_EXISTING);
    LedgerFolder.sync(coming);
    Path replaced = folder.sibling(REPLACED + STAMP.format(Instant.now()));
    Files.createDirectories(replaced);
    // The log first: beside the new database it would be taken for its own.
    for (String suffix : List.of("-wal", "-shm", "")) {
      Path file = folder.sibling(LedgerFolder.DATABASE + suffix);
      if (Files.exists(file)) {
        Files.move(file, replaced.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    Files.move(coming, folder.database(), StandardCopyOption.ATOMIC_MOVE);
    folder.syncNames();
    return replaced;
  }
}
