package io.wugan.agent.config;

import io.wugan.sync.ledger.LedgerPlace;
import io.wugan.sync.ledger.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code ledger}. Immutable.
 *
 * @param journal folder of the journal; empty for one in the data folder
 * @param reserveBytes room that is kept for a full disk
 * @param backups folder of copies; empty for one in the data folder
 * @param backupEvery age of the newest copy at which another is made
 * @param backupKeep as many copies are kept; 0: none is made
 * @param retention for how long rows are kept that are over, and copies
 */
public record LedgerConfig(
    Optional<Path> journal,
    long reserveBytes,
    Optional<Path> backups,
    Duration backupEvery,
    int backupKeep,
    RetentionPolicy retention) {

  private static final String BACKUPS = "backups";

  /** What a board does that is not told. */
  public static final LedgerConfig DEFAULT =
      new LedgerConfig(
          Optional.empty(),
          64L << 20,
          Optional.empty(),
          Duration.ofHours(24),
          7,
          RetentionPolicy.DEFAULT);

  /** Where the ledger of a data folder lies. */
  public LedgerPlace place(Path data) {
    LedgerPlace place = LedgerPlace.of(data).withReserve(reserveBytes);
    return journal.map(place::withJournal).orElse(place);
  }

  /** Where the copies of a data folder's ledger lie. */
  public Path backupFolder(Path data) {
    return backups.orElse(data.resolve(BACKUPS));
  }
}
