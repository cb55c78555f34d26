package io.wugan.sync.ledger;

import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.ReviewKind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The review items. Confined to the owner of the connection. */
final class ReviewTable {

  private static final String COLUMNS =
      "id, kind, utc_ns, mono_ms, boot, clock, err_ms, passage, session, settled_by";
  private static final String INSERT =
      "INSERT INTO review (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String INSERT_CANDIDATE =
      "INSERT INTO review_candidate (review, place, session, cost) VALUES (?, ?, ?, ?)";
  private static final String SETTLE =
      "UPDATE review SET settled_by = ? WHERE id = ? AND settled_by IS NULL";
  private static final String BY_ID = "SELECT " + COLUMNS + " FROM review WHERE id = ?";
  private static final String WAITING =
      "SELECT " + COLUMNS + " FROM review WHERE settled_by IS NULL ORDER BY utc_ns, id LIMIT ?";
  // By time first: an entry that is told in time, as nearly all are, finds none after it.
  private static final String WAITING_EXITS =
      "SELECT "
          + COLUMNS
          + " FROM review INDEXED BY review_waiting WHERE settled_by IS NULL"
          + " AND utc_ns > ? AND utc_ns < ? AND kind = 'UNMATCHED_EXIT'"
          + " AND (SELECT plate FROM passage WHERE passage.id = review.passage) = ?"
          + " ORDER BY utc_ns, id";
  private static final String COUNT = "SELECT count(*) FROM review WHERE settled_by IS NULL";
  private static final String CANDIDATES =
      "SELECT session, cost FROM review_candidate WHERE review = ? ORDER BY place";
  private static final int FIRST_TIME_COLUMN = 3;
  private static final int AFTER_TIME = FIRST_TIME_COLUMN + TimeColumns.COUNT;

  private final Statements statements;

  ReviewTable(Statements statements) {
    this.statements = statements;
  }

  /** Writes a new item, or that an item is settled. */
  void write(ReviewItem item) throws SQLException {
    if (item.settledBy().isPresent()) {
      PreparedStatement settle = statements.of(SETTLE);
      settle.setString(1, item.settledBy().get().toString());
      settle.setString(2, item.id().toString());
      settle.executeUpdate();
      return;
    }
    PreparedStatement statement = statements.of(INSERT);
    statement.setString(1, item.id().toString());
    statement.setString(2, item.kind().name());
    TimeColumns.bind(statement, FIRST_TIME_COLUMN, item.at());
    statement.setString(AFTER_TIME, item.passageId().map(UUID::toString).orElse(null));
    statement.setString(AFTER_TIME + 1, item.sessionId().map(UUID::toString).orElse(null));
    statement.setString(AFTER_TIME + 2, null);
    statement.executeUpdate();
    int place = 0;
    for (ReviewItem.Candidate candidate : item.candidates()) {
      PreparedStatement row = statements.of(INSERT_CANDIDATE);
      row.setString(1, item.id().toString());
      row.setInt(2, place++);
      row.setString(3, candidate.sessionId().toString());
      row.setDouble(4, candidate.cost());
      row.executeUpdate();
    }
  }

  Optional<ReviewItem> find(UUID id) throws SQLException {
    PreparedStatement query = statements.of(BY_ID);
    query.setString(1, id.toString());
    return list(query).stream().findFirst();
  }

  /** Items that wait for a person, the oldest first, at most {@code limit}. */
  List<ReviewItem> listWaiting(int limit) throws SQLException {
    PreparedStatement query = statements.of(WAITING);
    query.setInt(1, limit);
    return list(query);
  }

  /** Waiting items of exits of a plate without a session, the earliest first. */
  List<ReviewItem> listWaitingExits(PlateNumber plate, Instant after, Instant until)
      throws SQLException {
    PreparedStatement query = statements.of(WAITING_EXITS);
    query.setLong(1, TimeColumns.nanos(after));
    query.setLong(2, TimeColumns.nanos(until));
    query.setString(3, plate.text());
    return list(query);
  }

  long countWaiting() throws SQLException {
    try (ResultSet row = statements.of(COUNT).executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private List<ReviewItem> list(PreparedStatement query) throws SQLException {
    List<ReviewItem> items = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        items.add(read(rows));
      }
    }
    List<ReviewItem> whole = new ArrayList<>();
    for (ReviewItem item : items) {
      whole.add(withCandidates(item));
    }
    return whole;
  }

  private static ReviewItem read(ResultSet row) throws SQLException {
    return new ReviewItem(
        UUID.fromString(row.getString(1)),
        ReviewKind.valueOf(row.getString(2)),
        TimeColumns.read(row, FIRST_TIME_COLUMN),
        Optional.ofNullable(row.getString(AFTER_TIME)).map(UUID::fromString),
        Optional.ofNullable(row.getString(AFTER_TIME + 1)).map(UUID::fromString),
        List.of(),
        Optional.ofNullable(row.getString(AFTER_TIME + 2)).map(UUID::fromString));
  }

  private ReviewItem withCandidates(ReviewItem item) throws SQLException {
    PreparedStatement query = statements.of(CANDIDATES);
    query.setString(1, item.id().toString());
    List<ReviewItem.Candidate> candidates = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        candidates.add(
            new ReviewItem.Candidate(UUID.fromString(rows.getString(1)), rows.getDouble(2)));
      }
    }
    return new ReviewItem(
        item.id(),
        item.kind(),
        item.at(),
        item.passageId(),
        item.sessionId(),
        candidates,
        item.settledBy());
  }
}
