package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Parts of a list of plates, kept across restarts until the list is whole. Parts of a list that
 * nobody goes on with are forgotten after {@link #KEPT}; one list is under way at a time, that with
 * the highest revision, of at most {@value #MOST} parts.
 *
 * <p>Thread-safe. A future fails with {@link LedgerException} if nothing was written.
 */
public final class PlateListParts {

  /** As many parts as a list may have, and as are kept at all. */
  public static final int MOST = 50;

  /** How long a part waits for the others. */
  public static final Duration KEPT = Duration.ofDays(1);

  private static final String PURGE = "DELETE FROM plate_list_part WHERE at_ms < ? OR at_ms > ?";
  private static final String COUNT = "SELECT count(*) FROM plate_list_part WHERE revision > ?";
  private static final String DROP_OTHERS = "DELETE FROM plate_list_part WHERE revision < ?";
  private static final String RESTART =
      "DELETE FROM plate_list_part WHERE revision = ? AND parts <> ?";
  private static final String PUT =
      "INSERT OR REPLACE INTO plate_list_part (revision, part, parts, at_ms, body)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String ALL =
      "SELECT part, body FROM plate_list_part WHERE revision = ? ORDER BY part";
  private static final String DROP = "DELETE FROM plate_list_part WHERE revision <= ?";

  private final SqliteOutbox.Writer writer;

  PlateListParts(SqliteOutbox.Writer writer) {
    this.writer = writer;
  }

  /**
   * Which part of which list.
   *
   * @param revision of the list
   * @param part from 1
   * @param parts how many the list has; another number than before begins it anew
   */
  public record Place(long revision, int part, int parts) {

    /**
     * @throws IllegalArgumentException if there is no such part
     */
    public Place {
      if (revision < 1 || parts < 1 || parts > MOST || part < 1 || part > parts) {
        throw new IllegalArgumentException(
            "revision must be 1 or more, parts 1 to %d and part 1 to parts, not %d, %d and %d"
                .formatted(MOST, revision, parts, part));
      }
    }
  }

  /**
   * Keeps a part; the same part again takes its place. Parts of lists with a lower revision are
   * forgotten.
   *
   * @param body the part's own bytes
   * @return what is kept of this list now, by part; nothing where a list with a higher revision is
   *     under way
   */
  public CompletableFuture<SortedMap<Integer, byte[]>> put(Place place, byte[] body, Instant now) {
    byte[] copy = body.clone();
    return writer.enqueue(database -> put(database.statements(), place, copy, now));
  }

  /** Forgets the parts of this list and of those before it. */
  public CompletableFuture<Integer> drop(long revision) {
    return writer.enqueue(database -> run(database.statements(), DROP, revision));
  }

  private static SortedMap<Integer, byte[]> put(
      Statements statements, Place place, byte[] body, Instant now) throws SQLException {
    // A clock that was put back must not keep a part for years.
    run(statements, PURGE, now.minus(KEPT).toEpochMilli(), now.plus(KEPT).toEpochMilli());
    run(statements, DROP_OTHERS, place.revision());
    run(statements, RESTART, place.revision(), place.parts());
    SortedMap<Integer, byte[]> kept = new TreeMap<>();
    if (count(statements, place.revision()) > 0) {
      return kept;
    }
    PreparedStatement put = statements.of(PUT);
    put.setLong(1, place.revision());
    put.setInt(2, place.part());
    put.setInt(3, place.parts());
    put.setLong(4, now.toEpochMilli());
    put.setBytes(5, body);
    put.executeUpdate();
    PreparedStatement all = statements.of(ALL);
    all.setLong(1, place.revision());
    try (ResultSet row = all.executeQuery()) {
      while (row.next()) {
        kept.put(row.getInt(1), row.getBytes(2));
      }
    }
    return kept;
  }

  private static long count(Statements statements, long above) throws SQLException {
    PreparedStatement count = statements.of(COUNT);
    count.setLong(1, above);
    try (ResultSet row = count.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static int run(Statements statements, String sql, long... values) throws SQLException {
    PreparedStatement statement = statements.of(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setLong(i + 1, values[i]);
    }
    return statement.executeUpdate();
  }

  /** The parts that are not there yet. */
  public static List<Integer> missing(Place place, SortedMap<Integer, byte[]> kept) {
    List<Integer> missing = new ArrayList<>();
    for (int part = 1; part <= place.parts(); part++) {
      if (!kept.containsKey(part)) {
        missing.add(part);
      }
    }
    return missing;
  }
}
