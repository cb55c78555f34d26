package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.sync.ledger.ForgetReport.Kept;
import io.wugan.sync.ledger.ForgetTable.Named;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets a vehicle whose owner has the right to it: stays that have ended, passages and pictures
 * are deleted, the plate is taken out of acknowledged records and of what tells of others, and off
 * the list. What is not settled stays, and the report says so. Nothing but the audit remembers that
 * it was asked, and that without the plate.
 *
 * <p>Written in small steps, of which each is whole: after a crash the same request finishes it.
 * Confined to one thread at a time; blocks for seconds where there are many passages.
 */
public final class PlateForgetting {

  private static final Logger log = LoggerFactory.getLogger(PlateForgetting.class);
  private static final int STEP = RetentionSweeper.STEP;

  private final Path file;
  private final RowRetention rows;
  private final ReadConnection reader;
  private final SqliteOutbox.Writer writer;

  PlateForgetting(Path file, RowRetention rows, SqliteOutbox.Writer writer) {
    this.file = file;
    this.rows = rows;
    this.reader = new ReadConnection(file);
    this.writer = writer;
  }

  /** A stay of the vehicle, or a passage of none. */
  private record Subject(
      boolean isStay, String id, String entry, @Nullable String exit, boolean isFree, String why) {
    Kept kept() {
      return new Kept(isStay, UUID.fromString(id), ForgetReport.Why.valueOf(why));
    }

    void addIds(Collection<String> ids) {
      ids.add(id);
      ids.add(entry);
      if (exit != null) {
        ids.add(exit);
      }
    }
  }

  /** What a look found. */
  private record Found(
      List<String> unsettled,
      List<Subject> free,
      List<Subject> kept,
      List<Named> records,
      List<String> others,
      long listed,
      long mentioning) {
    List<String> freeIds(boolean stays) {
      return free.stream().filter(s -> s.isStay() == stays).map(Subject::id).toList();
    }

    List<Kept> keptOnes() {
      return kept.stream().map(Subject::kept).toList();
    }
  }

  /**
   * What a request would do.
   *
   * @throws LedgerException if the ledger cannot be read
   */
  public ForgetReport look(ForgetRequest request) {
    Found found = find(request);
    return new ForgetReport(
        found.freeIds(true).size(),
        found.freeIds(false).size(),
        0,
        found.records().size(),
        found.others().size(),
        (int) found.listed(),
        found.keptOnes(),
        found.mentioning());
  }

  /**
   * Forgets; to be called where pictures are swept, so that none is held meanwhile.
   *
   * @param now for the audit, and when its pictures went
   * @throws LedgerException if the ledger cannot be read or does not write; the same request again
   *     goes on
   */
  public ForgetReport forget(ForgetRequest request, Instant now) throws InterruptedException {
    Found found = find(request);
    String plate = request.plate().text();
    boolean all = request.stay().isEmpty();
    int records = 0;
    for (List<Named> some : steps(found.records())) {
      records +=
          LedgerWait.on(
              writer.enqueue(db -> new ForgetTable(db.statements(), plate).records(some)));
    }
    int others = 0;
    for (List<String> some : steps(found.others())) {
      others +=
          LedgerWait.on(
              writer.enqueue(db -> new ForgetTable(db.statements(), plate).passages(some)));
    }
    RowDeleter.Deleted gone = delete(found, request, now);
    List<String> keptStays = found.kept().stream().map(Subject::id).toList();
    if (all) {
      others +=
          LedgerWait.on(
              writer.enqueue(db -> new ForgetTable(db.statements(), plate).audit(keptStays)));
    }
    int listed =
        all && found.listed() > 0
            ? LedgerWait.on(writer.enqueue(db -> new ForgetTable(db.statements(), plate).listed()))
            : 0;
    ForgetReport report =
        new ForgetReport(
            gone.stays(),
            gone.passages(),
            gone.pictures(),
            records,
            others,
            listed,
            found.keptOnes(),
            found.mentioning());
    if (gone.stays() + gone.passages() == 0 && records + others + listed > 0) {
      LedgerWait.on(writer.enqueue(db -> note(db, request, List.of(), now)));
    }
    emptyLog();
    return report;
  }

  /**
   * Deletes again what a salvage or an older copy has brought back; how many stays and passages.
   */
  public int forgetAgain(Instant now) throws InterruptedException {
    List<String> unsettled = rows.unsettled();
    int gone = 0;
    for (List<String> some : steps(ids(ForgetSql.BACK_STAYS))) {
      gone += LedgerWait.on(writer.enqueue(db -> db.deleter().stays(some, unsettled, now).stays()));
    }
    for (List<String> some : steps(ids(ForgetSql.BACK_PASSAGES))) {
      gone +=
          LedgerWait.on(
              writer.enqueue(db -> db.deleter().passages(some, unsettled, now).passages()));
    }
    return gone;
  }

  private RowDeleter.Deleted delete(Found found, ForgetRequest request, Instant now)
      throws InterruptedException {
    RowDeleter.Deleted gone = RowDeleter.Deleted.NONE;
    List<String> unsettled = found.unsettled();
    for (List<String> some : steps(found.freeIds(true))) {
      gone =
          gone.plus(
              LedgerWait.on(
                  writer.enqueue(
                      db -> {
                        note(db, request, some, now);
                        return db.deleter().stays(some, unsettled, now);
                      })));
    }
    for (List<String> some : steps(found.freeIds(false))) {
      gone =
          gone.plus(
              LedgerWait.on(
                  writer.enqueue(
                      db -> {
                        note(db, request, some, now);
                        return db.deleter().passages(some, unsettled, now);
                      })));
    }
    return gone;
  }

  private static boolean note(
      LedgerDatabase database, ForgetRequest request, List<String> subjects, Instant now)
      throws SQLException {
    new ForgetTable(database.statements(), request.plate().text()).note(request, subjects, now);
    return true;
  }

  private Found find(ForgetRequest request) {
    List<String> unsettled = rows.unsettled();
    boolean all = request.stay().isEmpty();
    List<Subject> subjects = subjects(ForgetSql.STAYS, true, request, unsettled);
    if (all) {
      subjects.addAll(subjects(ForgetSql.LOOSE, false, request, unsettled));
    }
    Set<String> free = new HashSet<>();
    Set<String> kept = new HashSet<>();
    subjects.forEach(subject -> subject.addIds(subject.isFree() ? free : kept));
    List<Named> records = new ArrayList<>();
    long mentioning = records(request, free, kept, records);
    List<String> others = new ArrayList<>();
    if (all) {
      others.addAll(ids(ForgetSql.PASSAGES_NAMING, request.plate().text()));
      others.removeIf(id -> free.contains(id) || kept.contains(id));
      mentioning += number(ForgetSql.UNDER_WAY, request);
    }
    return new Found(
        unsettled,
        subjects.stream().filter(Subject::isFree).toList(),
        subjects.stream().filter(subject -> !subject.isFree()).toList(),
        records,
        others,
        all ? number(ForgetSql.COUNT_LISTED, request) : 0,
        mentioning);
  }

  private List<Subject> subjects(
      String sql, boolean stays, ForgetRequest request, List<String> unsettled) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(sql);
          query.setString(1, request.plate().text());
          if (stays) {
            query.setString(2, request.stay().map(UUID::toString).orElse(null));
          }
          query.setString(3, RowDeleter.json(unsettled));
          List<Subject> found = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Subject(
                      stays,
                      row.getString(1),
                      row.getString(2),
                      row.getString(3),
                      row.getBoolean(4),
                      row.getString(5)));
            }
          }
          return found;
        });
  }

  /** Acknowledged records to take the plate out of; how many others name it. */
  private long records(
      ForgetRequest request, Set<String> free, Set<String> kept, List<Named> into) {
    boolean all = request.stay().isEmpty();
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(ForgetSql.RECORDS);
          query.setString(1, request.plate().text());
          query.setString(2, RowDeleter.json(free));
          long waiting = 0;
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              boolean own = row.getBoolean(4);
              boolean ofKept = kept.contains(row.getString(5)) || kept.contains(row.getString(6));
              if (ofKept || !(own || all)) {
                continue; // goes with its stay
              }
              if (OutboxState.of(row.getInt(2)) != OutboxState.ACKED) {
                waiting++;
              } else {
                into.add(new Named(row.getLong(1), own));
              }
            }
          }
          return waiting;
        });
  }

  private List<String> ids(String sql, String... parameters) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(sql);
          for (int i = 0; i < parameters.length; i++) {
            query.setString(i + 1, parameters[i]);
          }
          List<String> found = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              found.add(row.getString(1));
            }
          }
          return found;
        });
  }

  private long number(String sql, ForgetRequest request) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(sql);
          query.setString(1, request.plate().text());
          try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0L;
          }
        });
  }

  /** The log has the pages as they were: it is moved into the database, and cut off. */
  private void emptyLog() {
    try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(file))) {
      Sql.execute(connection, "PRAGMA busy_timeout = 2000");
      if (Sql.number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
        log.warn("somebody reads the ledger: its log keeps what was forgotten a little longer");
      }
    } catch (SQLException stuck) {
      log.warn("the ledger's log keeps what was forgotten a little longer", stuck);
    }
  }

  private static <T> List<List<T>> steps(List<T> all) {
    List<List<T>> steps = new ArrayList<>();
    for (int from = 0; from < all.size(); from += STEP) {
      steps.add(List.copyOf(all.subList(from, Math.min(all.size(), from + STEP))));
    }
    return steps;
  }

  void close() {
    reader.close();
  }
}
