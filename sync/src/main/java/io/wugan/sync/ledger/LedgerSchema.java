package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The tables. */
final class LedgerSchema {

  /**
   * "WUGN": says in the file's header what it is (sqlite.org/pragma.html#pragma_application_id).
   */
  static final int APPLICATION_ID = 0x5755474E;

  static final int VERSION = 6;

  /** The first version whose head says which older ones may go on with it. */
  private static final int FIRST_SURVIVED = 6;

  private static final int FIRST_REPEATED = 4;

  private static final List<String> TABLES =
      List.of(
          // One row: the sequence and the counter that each transaction moves on.
          """
          CREATE TABLE head (
            id        INTEGER PRIMARY KEY CHECK (id = 1),
            epoch     TEXT    NOT NULL,
            last_seq  INTEGER NOT NULL,
            occupancy INTEGER NOT NULL
          ) STRICT
          """,
          """
          CREATE TABLE passage (
            id        TEXT    PRIMARY KEY,
            lane      TEXT    NOT NULL,
            direction TEXT    NOT NULL,
            plate     TEXT,
            utc_ns    INTEGER NOT NULL,
            body      BLOB    NOT NULL
          ) STRICT
          """,
          "CREATE INDEX passage_time ON passage (utc_ns)",
          """
          CREATE TABLE session (
            id             TEXT    PRIMARY KEY,
            state          TEXT    NOT NULL CHECK (state IN ('OPEN', 'CLOSED', 'VOIDED')),
            plate          TEXT,
            color          TEXT    NOT NULL,
            entry_passage  TEXT    NOT NULL,
            entry_lane     TEXT    NOT NULL,
            entry_utc_ns   INTEGER NOT NULL,
            entry_mono_ms  INTEGER NOT NULL,
            entry_boot     TEXT    NOT NULL,
            entry_clock    TEXT    NOT NULL,
            entry_err_ms   INTEGER,
            exit_passage   TEXT,
            exit_lane      TEXT,
            exit_utc_ns    INTEGER,
            exit_mono_ms   INTEGER,
            exit_boot      TEXT,
            exit_clock     TEXT,
            exit_err_ms    INTEGER,
            close_reason   TEXT,
            void_reason    TEXT,
            review         INTEGER NOT NULL CHECK (review IN (0, 1)),
            revision       INTEGER NOT NULL CHECK (revision >= 1)
          ) STRICT
          """,
          "CREATE INDEX session_open_plate ON session (plate, entry_utc_ns) WHERE state = 'OPEN'",
          "CREATE INDEX session_open_entry ON session (entry_utc_ns) WHERE state = 'OPEN'",
          // What the cloud is told, byte for byte. state: 0 new, 1 sent, 2 acknowledged, 3 set
          // apart.
          """
          CREATE TABLE outbox (
            seq        INTEGER PRIMARY KEY,
            event_id   TEXT    NOT NULL UNIQUE,
            type       TEXT    NOT NULL,
            mono_ms    INTEGER NOT NULL,
            boot       TEXT    NOT NULL,
            payload    BLOB    NOT NULL,
            crc32c     INTEGER NOT NULL,
            state      INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2, 3)),
            tries      INTEGER NOT NULL DEFAULT 0,
            settled_ms INTEGER,
            refusal    TEXT
          ) STRICT
          """,
          "CREATE INDEX outbox_pending ON outbox (seq) WHERE state < 2",
          "CREATE INDEX outbox_acked ON outbox (settled_ms) WHERE state = 2",
          "PRAGMA application_id = " + APPLICATION_ID);

  /** From version 1: review items, corrections, and what a correction needs to find. */
  private static final List<String> VERSION_2 =
      List.of(
          "ALTER TABLE passage ADD COLUMN color TEXT",
          "ALTER TABLE passage ADD COLUMN also_read TEXT",
          "ALTER TABLE passage ADD COLUMN mono_ms INTEGER",
          "ALTER TABLE passage ADD COLUMN boot TEXT",
          "ALTER TABLE passage ADD COLUMN clock TEXT",
          "ALTER TABLE passage ADD COLUMN err_ms INTEGER",
          "CREATE INDEX session_entry ON session (entry_passage)",
          "CREATE INDEX session_exit ON session (exit_passage) WHERE exit_passage IS NOT NULL",
          "CREATE INDEX session_misread ON session (plate, exit_utc_ns)"
              + " WHERE close_reason = 'EXIT_MATCHED_FUZZY'",
          """
          CREATE TABLE review (
            id         TEXT    PRIMARY KEY,
            kind       TEXT    NOT NULL,
            utc_ns     INTEGER NOT NULL,
            mono_ms    INTEGER NOT NULL,
            boot       TEXT    NOT NULL,
            clock      TEXT    NOT NULL,
            err_ms     INTEGER,
            passage    TEXT,
            session    TEXT,
            settled_by TEXT
          ) STRICT
          """,
          "CREATE INDEX review_waiting ON review (utc_ns) WHERE settled_by IS NULL",
          """
          CREATE TABLE review_candidate (
            review  TEXT    NOT NULL,
            place   INTEGER NOT NULL,
            session TEXT    NOT NULL,
            cost    REAL    NOT NULL,
            PRIMARY KEY (review, place)
          ) STRICT, WITHOUT ROWID
          """,
          // The audit: who changed what, from which state to which.
          """
          CREATE TABLE correction (
            id       TEXT    PRIMARY KEY,
            utc_ns   INTEGER NOT NULL,
            origin   TEXT    NOT NULL,
            by_whom  TEXT    NOT NULL,
            why      TEXT    NOT NULL,
            change   TEXT    NOT NULL,
            review   TEXT,
            session  TEXT,
            before   BLOB,
            after    BLOB,
            read     TEXT,
            known    TEXT
          ) STRICT
          """,
          "PRAGMA user_version = 2");

  /** From version 2: what each part of the agent adds stands in a file of its own. */
  private static final List<String> VERSION_3 =
      Stream.of(
              HandoverTable.SCHEMA,
              PlateListSchema.TABLES,
              EvidenceSchema.VERSION_3,
              List.of("PRAGMA user_version = 3"))
          .flatMap(List::stream)
          .toList();

  /** From version 3. */
  private static final List<String> VERSION_4 =
      Stream.of(CommandTable.SCHEMA, SafetySchema.VERSION_4, List.of("PRAGMA user_version = 4"))
          .flatMap(List::stream)
          .toList();

  /**
   * From version 5 to 6: the oldest version whose program may go on with these tables, so that an
   * update can be taken back. A later step that only adds tables and indexes leaves it as it is;
   * one that changes what is there sets it to its own version.
   */
  private static final List<String> VERSION_6 =
      List.of(
          "ALTER TABLE head ADD COLUMN oldest INTEGER NOT NULL DEFAULT 6",
          "PRAGMA user_version = 6");

  /** What leads from each version to the next; from version 1 on. */
  private static final List<List<String>> STEPS =
      List.of(VERSION_2, VERSION_3, VERSION_4, UploadSchema.VERSION_5, VERSION_6);

  private LedgerSchema() {}

  /**
   * Makes the tables in an empty database.
   *
   * @param epoch the sequence that begins here
   */
  static void create(Connection connection, UUID epoch) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      for (String table : TABLES) {
        statement.execute(table);
      }
      bringUp(statement, 1);
      try (PreparedStatement head =
          connection.prepareStatement(
              "INSERT INTO head (id, epoch, last_seq, occupancy, schema) VALUES (1, ?, 0, 0, ?)")) {
        head.setString(1, epoch.toString());
        head.setInt(2, VERSION);
        head.executeUpdate();
      }
      statement.execute("COMMIT");
    }
  }

  /** Brings a ledger of an older version up to this one, in one transaction. */
  static void upgrade(Connection connection) throws SQLException {
    long version = Sql.number(connection, "PRAGMA user_version");
    if (version >= VERSION) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      bringUp(statement, (int) version);
      statement.execute("UPDATE head SET schema = " + VERSION);
      statement.execute("COMMIT");
    }
  }

  /** Since version 4 the head repeats it. */
  private static long writtenVersion(Connection connection, long version) throws SQLException {
    boolean repeated =
        Sql.number(
                connection, "SELECT count(*) FROM pragma_table_info('head') WHERE name = 'schema'")
            > 0;
    if (repeated) {
      return Sql.number(connection, "SELECT schema FROM head");
    }
    return version >= 1 && version < FIRST_REPEATED ? version : -1;
  }

  private static void bringUp(Statement statement, int version) throws SQLException {
    for (List<String> step : STEPS.subList(version - 1, STEPS.size())) {
      for (String sql : step) {
        statement.execute(sql);
      }
    }
  }

  /** Whether the database has no table yet. */
  static boolean isEmpty(Connection connection) throws SQLException {
    return Sql.number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
  }

  /**
   * Checks that this is a ledger of a version that is known.
   *
   * @throws LedgerException if not
   * @throws LedgerDamage if its version is not the one that it was written with
   */
  static void check(Connection connection, Path file) throws SQLException {
    if (Sql.number(connection, "PRAGMA application_id") != APPLICATION_ID) {
      throw new LedgerException(file + " is an SQLite database, but not a ledger: move it aside");
    }
    long version = Sql.number(connection, "PRAGMA user_version");
    if (version != writtenVersion(connection, version)) {
      throw new LedgerDamage("the version of the tables is not the one they were written with");
    }
    if (version > VERSION && oldest(connection) > VERSION) {
      throw new LedgerException(
          "%s was written by a newer version of the agent (schema %d, this one knows %d): install that version again"
              .formatted(file, version, VERSION));
    }
  }

  /** Whether a newer program has added to it. */
  static boolean isNewer(Connection connection) throws SQLException {
    return Sql.number(connection, "PRAGMA user_version") > VERSION;
  }

  private static long oldest(Connection connection) throws SQLException {
    boolean told =
        Sql.number(
                connection, "SELECT count(*) FROM pragma_table_info('head') WHERE name = 'oldest'")
            > 0;
    return told
        ? Math.max(FIRST_SURVIVED, Sql.number(connection, "SELECT oldest FROM head"))
        : Long.MAX_VALUE;
  }
}
