package io.wugan.sync.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Looks through a whole ledger beside the agent that uses it, and notes for the next start that it
 * must be opened with the same care: a start by itself compares no index with its table. Confined
 * to one thread.
 */
public final class LedgerDoubt {

  private static final String MARK = "ledger.suspect";

  private final Path folder;

  /**
   * @param folder of the ledger
   */
  public LedgerDoubt(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs SQLite's whole check (sqlite.org/pragma.html#pragma_integrity_check): a minute for a large
   * ledger on a card, and the log grows meanwhile.
   *
   * @return what is wrong; empty if nothing is. Then the next start salvages
   * @throws IOException if it cannot be noted
   */
  public Optional<String> check() throws IOException {
    Path file = folder.resolve(LedgerFolder.DATABASE);
    try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(file))) {
      LedgerPragmas.applyForReading(connection);
      String found = Sql.text(connection, "PRAGMA integrity_check(1)");
      if (found.equals("ok")) {
        return Optional.empty();
      }
      mark();
      return Optional.of(found);
    } catch (SQLException failed) {
      if (SqlFailures.isDamage(failed)) {
        mark();
        return Optional.of(String.valueOf(failed.getMessage()));
      }
      throw SqlFailures.explain("cannot look through the ledger", file, failed);
    }
  }

  private void mark() throws IOException {
    Files.writeString(folder.resolve(MARK), "damage was found while the agent ran\n");
  }

  /** Whether damage was found before this start. */
  static boolean isNoted(Path folder) {
    return Files.exists(folder.resolve(MARK));
  }

  /** The ledger is sound, or salvaged. */
  static void forget(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(MARK));
  }
}
