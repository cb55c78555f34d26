package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Which rows of the ledger are over, and their deletion. What is read goes through a connection of
 * its own; what is deleted is looked at once more in the transaction that deletes it.
 *
 * <p>Thread-safe. Reading blocks for the time of a query and throws {@link LedgerException} if the
 * ledger cannot be read; a future fails with one if nothing was written.
 */
public final class RowRetention {

  private final ReadConnection reader;
  private final SqliteOutbox.Writer writer;

  RowRetention(Path file, SqliteOutbox.Writer writer) {
    this.reader = new ReadConnection(file);
    this.writer = writer;
  }

  /**
   * A look at some rows.
   *
   * @param due those that may go
   * @param next where to go on; empty at the end
   */
  record Look(List<String> due, Optional<String> next) {}

  /** The kinds of rows that are looked through in their order. */
  enum Kind {
    STAY(RetentionSql.STAYS_DUE, "", 1, 2),
    PASSAGE(RetentionSql.PASSAGES_DUE, "0", 2, 3),
    PICTURE(RetentionSql.PICTURES_DUE, "0", 1, 2);

    private final String sql;
    private final String first;
    private final int idColumn;
    private final int dueColumn;

    Kind(String sql, String first, int idColumn, int dueColumn) {
      this.sql = sql;
      this.first = first;
      this.idColumn = idColumn;
      this.dueColumn = dueColumn;
    }

    String first() {
      return first;
    }
  }

  /**
   * Looks through the next rows of a kind.
   *
   * @param after where the last look ended
   * @param before what ended earlier may go
   * @param unsettled see {@link #unsettled}
   */
  Look look(Kind kind, String after, Instant before, Collection<String> unsettled) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(kind.sql);
          if (kind == Kind.STAY) {
            query.setString(1, after);
          } else {
            query.setLong(1, Long.parseLong(after));
          }
          query.setLong(2, TimeColumns.nanos(before));
          if (kind != Kind.PICTURE) {
            query.setString(3, RowDeleter.json(unsettled));
          }
          return look(kind, query);
        });
  }

  private static Look look(Kind kind, PreparedStatement query) throws SQLException {
    List<String> due = new ArrayList<>();
    int rows = 0;
    String last = "";
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        rows++;
        last = row.getString(1);
        if (row.getInt(kind.dueColumn) == 1) {
          due.add(row.getString(kind.idColumn));
        }
      }
    }
    return new Look(due, rows == RetentionSql.LOOK ? Optional.of(last) : Optional.empty());
  }

  /** Ids of stays and passages that records name which are new, sent or set apart. */
  List<String> unsettled() {
    return reader.read(
        statements -> {
          List<String> ids = new ArrayList<>();
          try (ResultSet row = statements.of(RetentionSql.UNSETTLED).executeQuery()) {
            while (row.next()) {
              String id = row.getString(1);
              if (id != null) {
                ids.add(id);
              }
            }
          }
          return ids;
        });
  }

  /** When the oldest record happened that is not acknowledged. */
  Optional<Instant> oldestPending() {
    return reader.read(
        statements -> {
          try (ResultSet row = statements.of(RetentionSql.OLDEST_PENDING).executeQuery()) {
            return row.next()
                ? Optional.ofNullable(row.getString(1)).map(Instant::parse)
                : Optional.empty();
          }
        });
  }

  long correctionsDue(Instant before) {
    return count(RetentionSql.CORRECTIONS_DUE, before);
  }

  long listedDue(Instant before) {
    return count(RetentionSql.LISTED_DUE, before);
  }

  private long count(String sql, Instant before) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(sql);
          query.setLong(2, TimeColumns.nanos(before));
          try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0L;
          }
        });
  }

  /** Deletes rows that are still due; how many stays, passages or pictures. */
  CompletableFuture<Integer> delete(Kind kind, List<String> ids, Collection<String> unsettled) {
    List<String> copy = List.copyOf(ids);
    List<String> kept = List.copyOf(unsettled);
    return writer.enqueue(
        database ->
            switch (kind) {
              case STAY -> database.deleter().stays(copy, kept, null).stays();
              case PASSAGE -> database.deleter().passages(copy, kept, null).passages();
              case PICTURE -> database.deleter().pictures(copy);
            });
  }

  CompletableFuture<Integer> deleteCorrections(Instant before) {
    return writer.enqueue(database -> database.deleter().corrections(before));
  }

  CompletableFuture<Integer> deleteListed(Instant before) {
    return writer.enqueue(database -> database.deleter().listed(before));
  }

  void close() {
    reader.close();
  }
}
