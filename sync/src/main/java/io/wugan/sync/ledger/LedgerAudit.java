package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds the rules of a ledger against what is written, beside a running agent or at a copy. Reads
 * one state of the file from begin to end, whatever is written meanwhile, and cannot write.
 *
 * <p>Confined to one thread; blocks until the whole file is read.
 */
public final class LedgerAudit {

  /** Records are kept for so long after their acknowledgement. */
  private static final Duration RETENTION = Duration.ofDays(7);

  private final Path file;
  private final boolean full;
  private final Optional<Predicate<String>> pictureIsThere;
  private final Instant now;

  /**
   * @param file the database
   * @param full whether each index is compared with its table as well, which takes longer
   * @param pictureIsThere whether the picture of an SHA-256, 64 hexadecimal digits, is in its file;
   *     empty where the pictures are out of reach
   * @param now present time
   */
  public LedgerAudit(
      Path file, boolean full, Optional<Predicate<String>> pictureIsThere, Instant now) {
    this.file = file;
    this.full = full;
    this.pictureIsThere = pictureIsThere;
    this.now = now;
  }

  /** The database in a ledger's folder; a file is taken for the database itself. */
  public static Path databaseOf(Path folderOrFile) {
    return Files.isDirectory(folderOrFile)
        ? folderOrFile.resolve(LedgerFolder.DATABASE)
        : folderOrFile;
  }

  /**
   * Checks every rule, each by itself: one that cannot be read breaks, and the next is checked.
   *
   * @throws LedgerException if there is no ledger, or one of another version
   */
  public List<AuditLine> run() {
    if (!Files.isRegularFile(file)) {
      throw new LedgerException(
          "there is no ledger " + file + "; a ledger.db or its folder is wanted");
    }
    try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(file))) {
      LedgerPragmas.applyForReading(connection);
      checkVersion(connection);
      Sql.execute(connection, "BEGIN");
      List<AuditLine> lines = lines(connection);
      Sql.execute(connection, "ROLLBACK");
      return lines;
    } catch (SQLException unreadable) {
      return List.of(
          AuditLine.broken("I6", "the file can be read", String.valueOf(unreadable.getMessage())));
    }
  }

  private void checkVersion(Connection connection) throws SQLException {
    LedgerSchema.check(connection, file);
    long version = Sql.number(connection, "PRAGMA user_version");
    if (version < LedgerSchema.VERSION) {
      throw new LedgerException(
          file
              + " is of schema "
              + version
              + ", this program checks "
              + LedgerSchema.VERSION
              + ": let the agent open it once, or check a copy that it has opened");
    }
  }

  private List<AuditLine> lines(Connection connection) {
    List<AuditLine> lines = new ArrayList<>();
    lines.add(
        line(
            "I1",
            "numbers 1 to the last without a gap, but what was deleted in order",
            counter -> numbers(connection, counter)));
    lines.add(
        line(
            "I1",
            "every record is new, sent, acknowledged or set apart with a reason",
            counter -> states(connection, counter)));
    lines.add(line("I2", "event ids are unique", counter -> doubles(connection, counter)));
    lines.add(
        line(
            "I2",
            "records say the id, type, epoch and number of their rows",
            counter -> payloads(connection, counter, false)));
    lines.add(
        line("I3", "the head names the last number", counter -> lastNumber(connection, counter)));
    lines.add(
        line(
            "I4",
            "one open stay for each plate, or a person is told",
            counter -> openTwice(connection, counter)));
    lines.add(
        line("I5", "no stay ends before it begins", counter -> negative(connection, counter)));
    lines.add(
        line(
            "I6", full ? "integrity_check" : "quick_check", counter -> pages(connection, counter)));
    lines.add(line("I6", "foreign keys", counter -> foreignKeys(connection, counter)));
    lines.add(
        line(
            "I6",
            "records are the bytes that were written (CRC-32C)",
            counter -> payloads(connection, counter, true)));
    lines.add(
        line(
            "I6",
            "vehicles inside are what the passages say",
            counter -> occupancy(connection, counter)));
    lines.add(pictures(connection));
    lines.add(
        line(
            "I6",
            "pictures that wait for their upload are not given up",
            counter -> waiting(connection, counter)));
    lines.add(
        AuditLine.notChecked(
            "I7", "no restart in a loop", "not checked here: belongs to a running agent"));
    lines.add(
        AuditLine.notChecked(
            "I8",
            "memory, threads and files stay within bounds",
            "not checked here: belongs to a running agent"));
    return lines;
  }

  /** A check that may fail to read. */
  private interface Check {
    void run(AuditCounter counter) throws SQLException;
  }

  private static AuditLine line(String rule, String what, Check check) {
    AuditCounter counter = new AuditCounter();
    try {
      check.run(counter);
    } catch (SQLException unreadable) {
      counter.fault("cannot be read: " + unreadable.getMessage());
    }
    return counter.line(rule, what);
  }

  private void numbers(Connection connection, AuditCounter counter) throws SQLException {
    AuditHead head = AuditHead.read(connection);
    long next = 1;
    long missing = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(AuditSql.NUMBERS)) {
      while (rows.next()) {
        counter.row();
        long seq = rows.getLong(1);
        missing += gap(next, seq - 1, head, counter);
        next = seq + 1;
      }
    }
    missing += gap(next, head.lastSeq(), head, counter);
    if (missing != head.purged()) {
      counter.fault(missing + " numbers are not there, but " + head.purged() + " were deleted");
    }
    long latest = Math.max(now.toEpochMilli(), Sql.number(connection, AuditSql.LATEST_SETTLED));
    if (head.purgedSettledMillis() > latest - RETENTION.toMillis()) {
      counter.fault(
          "deleted too early: acknowledged at "
              + Instant.ofEpochMilli(head.purgedSettledMillis())
              + ", kept for "
              + RETENTION.toDays()
              + " days at least");
    }
  }

  private static long gap(long from, long upto, AuditHead head, AuditCounter counter) {
    if (upto < from) {
      return 0;
    }
    if (upto > head.purgedUpto()) {
      counter.fault(
          "numbers "
              + Math.max(from, head.purgedUpto() + 1)
              + " to "
              + upto
              + " are not there; deleted were only some up to "
              + head.purgedUpto());
    }
    return upto - from + 1;
  }

  private static void states(Connection connection, AuditCounter counter) throws SQLException {
    counter.rows(Sql.number(connection, "SELECT count(*) FROM outbox NOT INDEXED"));
    each(
        connection,
        AuditSql.STATES,
        row ->
            counter.fault(
                "number " + row.getLong(1) + ": state and time of settling do not agree"));
  }

  private static void doubles(Connection connection, AuditCounter counter) throws SQLException {
    counter.rows(Sql.number(connection, "SELECT count(*) FROM outbox NOT INDEXED"));
    each(
        connection,
        AuditSql.DOUBLE_IDS,
        row ->
            counter.fault(
                "numbers " + row.getLong(1) + " and " + row.getLong(2) + " have the same id"));
  }

  private static void payloads(Connection connection, AuditCounter counter, boolean bytes)
      throws SQLException {
    String epoch = AuditHead.read(connection).epoch();
    each(
        connection,
        AuditSql.PAYLOADS,
        row -> {
          counter.row();
          String who = "number " + row.getLong(1) + ": ";
          if (bytes) {
            if (OutboxTable.checksum(row.getBytes(4)) != row.getLong(5)) {
              counter.fault(who + "the checksum is another");
            }
          } else if (row.getInt(6) == 0) {
            counter.fault(who + "not JSON");
          } else if (!agrees(row, epoch)) {
            counter.fault(who + "id, type, epoch or number differ from the row's");
          }
        });
  }

  private static boolean agrees(ResultSet row, String epoch) throws SQLException {
    return row.getString(2).equals(row.getString(7))
        && row.getString(3).equals(row.getString(8))
        && epoch.equals(row.getString(9))
        && row.getString(1).equals(row.getString(10));
  }

  private static void lastNumber(Connection connection, AuditCounter counter) throws SQLException {
    AuditHead head = AuditHead.read(connection);
    long last = Sql.number(connection, "SELECT coalesce(max(seq), 0) FROM outbox NOT INDEXED");
    counter.row();
    if (Math.max(last, head.purgedUpto()) != head.lastSeq()) {
      counter.fault("the head says " + head.lastSeq() + ", the last record is " + last);
    }
  }

  private static void openTwice(Connection connection, AuditCounter counter) throws SQLException {
    counter.rows(Sql.number(connection, AuditSql.OPEN_SESSIONS));
    each(
        connection,
        AuditSql.OPEN_TWICE,
        row ->
            counter.fault(
                row.getLong(3)
                    + " open stays of one plate: "
                    + row.getString(1)
                    + ", "
                    + row.getString(2)));
  }

  private static void negative(Connection connection, AuditCounter counter) throws SQLException {
    counter.rows(Sql.number(connection, AuditSql.FINISHED));
    each(
        connection,
        AuditSql.NEGATIVE,
        row -> counter.fault("stay " + row.getString(1) + " ends before it begins"));
    each(
        connection,
        AuditSql.SHAPELESS,
        row -> counter.fault("stay " + row.getString(1) + ": state, exit and reason do not agree"));
  }

  private void pages(Connection connection, AuditCounter counter) throws SQLException {
    counter.rows(Sql.number(connection, "PRAGMA page_count"));
    each(
        connection,
        full ? "PRAGMA integrity_check" : "PRAGMA quick_check",
        row -> {
          if (!"ok".equals(row.getString(1))) {
            counter.fault(row.getString(1));
          }
        });
  }

  private static void foreignKeys(Connection connection, AuditCounter counter) throws SQLException {
    each(
        connection,
        "PRAGMA foreign_key_check",
        row ->
            counter.fault(
                "a row of " + row.getString(1) + " refers to none of " + row.getString(3)));
  }

  private static void occupancy(Connection connection, AuditCounter counter) throws SQLException {
    AuditHead head = AuditHead.read(connection);
    each(
        connection,
        AuditSql.PASSAGES,
        row -> {
          counter.rows(row.getLong(1));
          long inside = row.getLong(2) + head.recounted();
          if (inside != head.occupancy()) {
            counter.fault(
                "the head says " + head.occupancy() + ", passages and counts give " + inside);
          }
        });
  }

  private AuditLine pictures(Connection connection) {
    String what = "pictures that are kept have their files";
    if (pictureIsThere.isEmpty()) {
      return AuditLine.notChecked("I6", what, "the pictures are not beside this file");
    }
    Predicate<String> there = pictureIsThere.get();
    return line(
        "I6",
        what,
        counter ->
            each(
                connection,
                AuditSql.PICTURES,
                row -> {
                  counter.row();
                  if (!there.test(row.getString(1))) {
                    counter.fault("picture " + row.getString(1) + " has no file");
                  }
                }));
  }

  private static void waiting(Connection connection, AuditCounter counter) throws SQLException {
    counter.rows(Sql.number(connection, AuditSql.WAITING));
    each(
        connection,
        AuditSql.WAITING_IN_VAIN,
        row ->
            counter.fault(
                "picture "
                    + row.getString(1)
                    + " of record "
                    + row.getString(2)
                    + " waits, and is given up"));
  }

  /** Takes a row. */
  private interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  private static void each(Connection connection, String query, RowTaker taker)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        taker.take(rows);
      }
    }
  }
}
