package io.wugan.sync.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Deletes rows with all that belongs to them; each method within a transaction of its caller.
 * Confined to the ledger's thread.
 */
final class RowDeleter {

  private static final String OTHER_STAY =
      "SELECT 1 FROM session WHERE entry_passage = ?1"
          + " UNION ALL SELECT 1 FROM session WHERE exit_passage = ?1 LIMIT 1";
  private static final String SETTLED_OF_PASSAGE =
      "(SELECT id FROM review WHERE passage = ?1 AND settled_by IS NOT NULL)";
  private static final String SETTLED_OF_STAY =
      "(SELECT r.id FROM review r WHERE r.session = ?1 AND r.settled_by IS NOT NULL"
          + " AND NOT EXISTS (SELECT 1 FROM passage p WHERE p.id = r.passage))";
  private static final String DIRECTION =
      "SELECT (direction = 'ENTER') - (direction = 'EXIT') FROM passage WHERE id = ?1";
  private static final List<String> OF_PASSAGE =
      List.of(
          "DELETE FROM review_candidate WHERE review IN " + SETTLED_OF_PASSAGE,
          "DELETE FROM review WHERE id IN " + SETTLED_OF_PASSAGE,
          "DELETE FROM evidence_picture WHERE passage = ?1 AND erased = 1",
          "DELETE FROM evidence_hold_passage WHERE passage = ?1",
          "DELETE FROM passage WHERE id = ?1");
  private static final List<String> OF_STAY =
      List.of(
          "DELETE FROM review_candidate WHERE review IN " + SETTLED_OF_STAY,
          "DELETE FROM review WHERE id IN " + SETTLED_OF_STAY,
          // Who changed what and when stays; what the stay was does not.
          "UPDATE correction SET before = NULL, after = NULL, read = NULL, known = NULL"
              + " WHERE session = ?1 AND (before IS NOT NULL OR after IS NOT NULL"
              + " OR read IS NOT NULL)");
  private static final String DELETE_STAY = "DELETE FROM session WHERE id = ?1";
  // The count of vehicles goes by passages: what those that go have counted is noted.
  private static final String RECOUNT = "UPDATE head SET recounted = recounted + ?";
  private static final String DELETE_PICTURE = "DELETE FROM evidence_picture WHERE id = ?1";
  private static final String TAKE_PICTURES =
      "UPDATE evidence_picture SET gone_ns = ?2, gone_why = 'REQUEST'"
          + " WHERE passage = ?1 AND gone_ns IS NULL";
  private static final String STOP_UPLOADS =
      "UPDATE evidence_upload SET state = 'GONE', at_ms = ?2, revision = revision + 1, told = 0"
          + " WHERE passage = ?1 AND state IN ('KEPT', 'WAITING', 'REFUSED')";
  private static final String ROOM_OF_PICTURES =
      "UPDATE evidence_head SET files = files - n, bytes = bytes - b FROM"
          + " (SELECT count(*) AS n, coalesce(sum(bytes), 0) AS b FROM evidence_picture"
          + " WHERE passage = ?1 AND gone_ns IS NULL)";

  private final Statements statements;

  RowDeleter(Statements statements) {
    this.statements = statements;
  }

  /** What a deletion took away. */
  record Deleted(int stays, int passages, int pictures) {

    static final Deleted NONE = new Deleted(0, 0, 0);

    Deleted plus(Deleted more) {
      return new Deleted(stays + more.stays, passages + more.passages, pictures + more.pictures);
    }
  }

  private record Stay(String id, String entry, @Nullable String exit) {}

  /**
   * Deletes those stays that nobody needs.
   *
   * @param unsettled ids that unsettled records name
   * @param pictures when their pictures are taken with them; null: only where they went before
   */
  Deleted stays(Collection<String> ids, Collection<String> unsettled, @Nullable Instant pictures)
      throws SQLException {
    Deleted gone = Deleted.NONE;
    List<Stay> free = freeStays(ids, unsettled, pictures == null);
    for (Stay stay : free) {
      run(DELETE_STAY, stay.id());
      gone = gone.plus(deletePassage(stay.entry(), pictures));
      if (stay.exit() != null) {
        gone = gone.plus(deletePassage(stay.exit(), pictures));
      }
      for (String sql : OF_STAY) {
        run(sql, stay.id());
      }
    }
    return gone.plus(new Deleted(free.size(), 0, 0));
  }

  private List<Stay> freeStays(
      Collection<String> ids, Collection<String> unsettled, boolean picturesFirst)
      throws SQLException {
    PreparedStatement query =
        statements.of(RetentionSql.STAYS_FREE + RetentionSql.stayIsFree(picturesFirst));
    query.setString(1, json(ids));
    query.setString(3, json(unsettled));
    List<Stay> free = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        free.add(new Stay(row.getString(1), row.getString(2), row.getString(3)));
      }
    }
    return free;
  }

  /** Deletes those passages that belong to no stay and that nobody needs. */
  Deleted passages(Collection<String> ids, Collection<String> unsettled, @Nullable Instant pictures)
      throws SQLException {
    PreparedStatement query =
        statements.of(
            RetentionSql.PASSAGES_FREE + RetentionSql.passageIsLoose("p.id", pictures == null));
    query.setString(1, json(ids));
    query.setString(3, json(unsettled));
    List<String> free = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        free.add(row.getString(1));
      }
    }
    Deleted gone = Deleted.NONE;
    for (String id : free) {
      gone = gone.plus(deletePassage(id, pictures));
    }
    return gone;
  }

  private Deleted deletePassage(String id, @Nullable Instant pictures) throws SQLException {
    PreparedStatement other = statements.of(OTHER_STAY);
    other.setString(1, id);
    try (ResultSet row = other.executeQuery()) {
      if (row.next()) {
        return Deleted.NONE;
      }
    }
    int taken = pictures == null ? 0 : takePictures(id, pictures);
    PreparedStatement recount = statements.of(RECOUNT);
    recount.setLong(1, countOf(id));
    recount.executeUpdate();
    int deleted = 0;
    for (String sql : OF_PASSAGE) {
      deleted = run(sql, id);
    }
    return new Deleted(0, deleted, taken);
  }

  /** Gives them up; the sweep erases the files, and then the rows go by their own date. */
  private int takePictures(String passage, Instant now) throws SQLException {
    run(ROOM_OF_PICTURES, passage);
    PreparedStatement stop = statements.of(STOP_UPLOADS);
    stop.setString(1, passage);
    stop.setLong(2, now.toEpochMilli());
    stop.executeUpdate();
    PreparedStatement take = statements.of(TAKE_PICTURES);
    take.setString(1, passage);
    take.setLong(2, TimeColumns.nanos(now));
    return take.executeUpdate();
  }

  private long countOf(String passage) throws SQLException {
    PreparedStatement query = statements.of(DIRECTION);
    query.setString(1, passage);
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  int pictures(Collection<String> ids) throws SQLException {
    int deleted = 0;
    for (String id : ids) {
      PreparedStatement delete = statements.of(DELETE_PICTURE);
      delete.setLong(1, Long.parseLong(id));
      deleted += delete.executeUpdate();
    }
    return deleted;
  }

  int corrections(Instant before) throws SQLException {
    PreparedStatement delete = statements.of(RetentionSql.DELETE_CORRECTIONS);
    delete.setLong(2, TimeColumns.nanos(before));
    return delete.executeUpdate();
  }

  /** One line of the journal holds the whole list then: not to be done more often than daily. */
  int listed(Instant before) throws SQLException {
    PreparedStatement delete = statements.of(RetentionSql.DELETE_LISTED);
    delete.setLong(2, TimeColumns.nanos(before));
    int deleted = delete.executeUpdate();
    if (deleted > 0) {
      statements.of(RetentionSql.COUNT_LISTED).executeUpdate();
    }
    return deleted;
  }

  private int run(String sql, String id) throws SQLException {
    PreparedStatement statement = statements.of(sql);
    statement.setString(1, id);
    return statement.executeUpdate();
  }

  /** Ids have no character that JSON would escape. */
  static String json(Collection<String> ids) {
    return ids.stream().map(id -> '"' + id + '"').collect(Collectors.joining(",", "[", "]"));
  }
}
