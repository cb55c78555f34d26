package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The settings that "captured" rests on. Each is set by a statement of its own, because the driver
 * runs only the first of several, and is read back, because SQLite ignores what it cannot do.
 */
final class LedgerPragmas {

  /** From here on a WAL reset cannot lose a commit (sqlite.org/wal.html#walresetbug). */
  private static final List<Integer> LEAST_SQLITE = List.of(3, 51, 3);

  private record Pragma(String name, String value, String expected) {}

  // Only before the first table; SQLite ignores them afterwards.
  private static final List<Pragma> AT_CREATION =
      List.of(
          new Pragma("page_size", "4096", "4096"), new Pragma("auto_vacuum", "INCREMENTAL", "2"));

  private static final List<Pragma> ALWAYS =
      List.of(
          new Pragma("busy_timeout", "5000", "5000"),
          new Pragma("journal_mode", "WAL", "wal"),
          new Pragma("synchronous", "FULL", "2"),
          new Pragma("foreign_keys", "ON", "1"),
          new Pragma("temp_store", "MEMORY", "2"),
          new Pragma("mmap_size", "0", "0"),
          new Pragma("journal_size_limit", "16777216", "16777216"),
          new Pragma("wal_autocheckpoint", "1000", "1000"),
          // What is deleted is overwritten: a plate must not stay in free space.
          new Pragma("secure_delete", "ON", "1"),
          new Pragma("cell_size_check", "ON", "1"),
          new Pragma("trusted_schema", "OFF", "0"));

  private LedgerPragmas() {}

  /** Settings that last for the life of the file. */
  static void applyAtCreation(Connection connection) throws SQLException {
    for (Pragma pragma : AT_CREATION) {
      set(connection, pragma);
    }
  }

  /** Settings of each connection that writes. */
  static void apply(Connection connection) throws SQLException {
    for (Pragma pragma : ALWAYS) {
      set(connection, pragma);
    }
  }

  /** A connection that only reads and that waits for nobody for long. */
  static void applyForReading(Connection connection) throws SQLException {
    Sql.execute(connection, "PRAGMA busy_timeout = 5000");
    Sql.execute(connection, "PRAGMA trusted_schema = OFF");
    Sql.execute(connection, "PRAGMA query_only = ON");
  }

  /**
   * Checks what lasts for the life of the file.
   *
   * @throws LedgerDamage if it is not as it was made
   */
  static void checkAsCreated(Connection connection) throws SQLException {
    for (Pragma pragma : AT_CREATION) {
      String actual = Sql.text(connection, "PRAGMA " + pragma.name());
      if (!actual.equals(pragma.expected())) {
        throw new LedgerDamage(
            pragma.name() + " is " + actual + ", it was made with " + pragma.expected());
      }
    }
  }

  private static void set(Connection connection, Pragma pragma) throws SQLException {
    Sql.execute(connection, "PRAGMA " + pragma.name() + " = " + pragma.value());
  }

  /**
   * Reads every setting back.
   *
   * @throws LedgerException if SQLite is too old or one setting did not take
   */
  static void verify(Connection connection, Path file) throws SQLException {
    String version = Sql.text(connection, "SELECT sqlite_version()");
    if (isTooOld(version)) {
      throw new LedgerException(
          "SQLite "
              + version
              + " can lose commits in WAL mode; at least 3.51.3 is needed: use the library that the"
              + " agent ships with");
    }
    for (Pragma pragma : AT_CREATION) {
      verify(connection, file, pragma);
    }
    for (Pragma pragma : ALWAYS) {
      verify(connection, file, pragma);
    }
  }

  static boolean isTooOld(String version) {
    List<String> parts = List.of(version.split("\\.", -1));
    for (int i = 0; i < LEAST_SQLITE.size(); i++) {
      int part = i < parts.size() ? Integer.parseInt(parts.get(i)) : 0;
      if (part != LEAST_SQLITE.get(i)) {
        return part < LEAST_SQLITE.get(i);
      }
    }
    return false;
  }

  private static void verify(Connection connection, Path file, Pragma pragma) throws SQLException {
    String actual = Sql.text(connection, "PRAGMA " + pragma.name());
    if (!actual.equals(pragma.expected())) {
      throw new LedgerException(
          "%s: %s is %s instead of %s, so a power cut could lose vehicles; put the ledger on a local file system"
              .formatted(file, pragma.name(), actual, pragma.expected()));
    }
  }
}
