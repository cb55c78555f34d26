package io.wugan.sync.ledger;

import java.nio.file.Path;

/**
 * Where a ledger lies. Immutable.
 *
 * @param directory folder of its own; made if it does not exist
 * @param journal folder of the journal; on another disk it outlives the ledger's
 * @param reserveBytes room that is kept for a full disk; 0 for none
 */
public record LedgerPlace(Path directory, Path journal, long reserveBytes) {

  private static final String JOURNAL = "journal";

  /** The journal in the ledger's folder, and no reserve. */
  public static LedgerPlace of(Path directory) {
    return new LedgerPlace(directory, directory.resolve(JOURNAL), 0);
  }

  /** With the journal elsewhere. */
  public LedgerPlace withJournal(Path folder) {
    return new LedgerPlace(directory, folder, reserveBytes);
  }

  /** With a reserve. */
  public LedgerPlace withReserve(long bytes) {
    return new LedgerPlace(directory, journal, bytes);
  }
}
