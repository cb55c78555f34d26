package io.wugan.sync.ledger;

import io.wugan.sync.contract.RecordImage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The pictures of records and their way to the cloud. Confined to the owner of the connection. */
final class UploadTable {

  private static final String COLUMNS =
      "SELECT id, record, passage, session, kind, sha256, bytes, utc_ms, state, url, at_ms, revision"
          + " FROM evidence_upload ";
  private static final String UPTO = "SELECT upto FROM evidence_upload_head";
  private static final String MOVE = "UPDATE evidence_upload_head SET upto = max(upto, ?)";
  // One that the board gave up before its record was acknowledged is gone from the start.
  private static final String INSERT =
      """
      INSERT OR IGNORE INTO evidence_upload
        (record, passage, session, kind, sha256, bytes, utc_ms, state, at_ms, revision)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
        CASE WHEN EXISTS (SELECT 1 FROM evidence_picture p WHERE p.passage = ?2
                          AND lower(hex(p.sha256)) = ?5 AND p.gone_ns IS NOT NULL)
          THEN 'GONE' ELSE ?8 END, ?9, 1)
      """;
  private static final String WAS_HERE =
      "SELECT 1 FROM evidence_picture WHERE passage = ? AND sha256 = ?";
  private static final String NEXT =
      COLUMNS + "WHERE state = 'WAITING' ORDER BY tries, id LIMIT 1 OFFSET ?";
  private static final String UNTOLD = COLUMNS + "WHERE told = 0 ORDER BY id LIMIT ?";
  private static final String COUNT_WAITING =
      "SELECT count(*) FROM evidence_upload WHERE state = 'WAITING'";
  private static final String CHANGE =
      "UPDATE evidence_upload SET state = ?1, url = ?2, at_ms = ?3, revision = revision + 1,"
          + " told = 0 WHERE id = ?4 AND state <> ?1";
  private static final String CHANGE_ALL =
      "UPDATE evidence_upload SET state = ?1, at_ms = ?2, revision = revision + 1, told = 0"
          + " WHERE state = ?3";
  private static final String ANY = "SELECT 1 FROM evidence_upload WHERE state = ? LIMIT 1";
  private static final String TRIED = "UPDATE evidence_upload SET tries = tries + 1 WHERE id = ?";
  private static final String LOOKED_FOR =
      "SELECT 1 FROM evidence_upload"
          + " WHERE passage = ? AND sha256 = ? AND state = 'WAITING' AND tries > 0";
  private static final String ARRIVED =
      "UPDATE evidence_upload SET tries = 0"
          + " WHERE passage = ? AND sha256 = ? AND state = 'WAITING'";
  private static final String TRIES = "SELECT tries FROM evidence_upload WHERE id = ?";
  private static final String GIVEN_UP =
      "UPDATE evidence_upload SET state = 'GONE', at_ms = ?1, revision = revision + 1, told = 0"
          + " WHERE passage = ?2 AND sha256 = ?3 AND state IN ('KEPT', 'WAITING', 'REFUSED')";
  // What has changed since it was told is still to be told.
  private static final String TOLD =
      "UPDATE evidence_upload SET told = 1 WHERE id = ? AND revision = ?";
  private static final String PURGE =
      "DELETE FROM evidence_upload WHERE id IN (SELECT id FROM evidence_upload WHERE told = 1"
          + " AND at_ms < ?1 AND state <> 'WAITING' AND (state <> 'KEPT' OR at_ms < ?2) LIMIT ?3)";
  private static final String OLD =
      "SELECT 1 FROM evidence_upload WHERE told = 1 AND at_ms < ?1 AND state <> 'WAITING'"
          + " AND (state <> 'KEPT' OR at_ms < ?2) LIMIT 1";

  /** Passages that a person is to look at: of a review item, its stay, its candidates; and held. */
  private static final String LOOKED_AT =
      """
      state = 'KEPT' AND passage IN (
        SELECT r.passage FROM review r WHERE r.settled_by IS NULL AND r.passage IS NOT NULL
        UNION SELECT s.entry_passage FROM review r JOIN session s ON s.id = r.session
          WHERE r.settled_by IS NULL
        UNION SELECT s.exit_passage FROM review r JOIN session s ON s.id = r.session
          WHERE r.settled_by IS NULL AND s.exit_passage IS NOT NULL
        UNION SELECT s.entry_passage FROM review r JOIN review_candidate c ON c.review = r.id
          JOIN session s ON s.id = c.session WHERE r.settled_by IS NULL
        UNION SELECT c.passage FROM evidence_hold_passage c JOIN evidence_hold h ON h.id = c.hold
          WHERE h.released_ns IS NULL)
      """;

  private static final String CHOOSE =
      "UPDATE evidence_upload SET state = 'WAITING', at_ms = ?, revision = revision + 1, told = 0"
          + " WHERE "
          + LOOKED_AT;
  private static final String CHOOSABLE =
      "SELECT 1 FROM evidence_upload WHERE " + LOOKED_AT + " LIMIT 1";

  private final Statements statements;

  UploadTable(Statements statements) {
    this.statements = statements;
  }

  long upTo() throws SQLException {
    try (ResultSet row = statements.of(UPTO).executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  void add(List<RecordImage> pictures, UploadState state, long upTo, Instant now)
      throws SQLException {
    PreparedStatement insert = statements.of(INSERT);
    for (RecordImage picture : pictures) {
      insert.setString(1, picture.record().toString());
      insert.setString(2, picture.passage().toString());
      insert.setString(3, picture.session().map(UUID::toString).orElse(null));
      insert.setString(4, picture.kind());
      insert.setString(5, picture.sha256());
      insert.setLong(6, picture.bytes());
      insert.setLong(7, picture.time().toEpochMilli());
      insert.setString(8, state.name());
      insert.setLong(9, now.toEpochMilli());
      insert.executeUpdate();
    }
    PreparedStatement move = statements.of(MOVE);
    move.setLong(1, upTo);
    move.executeUpdate();
  }

  Optional<RecordPicture> next(int skip) throws SQLException {
    PreparedStatement query = statements.of(NEXT);
    query.setInt(1, skip);
    return list(query).stream().findFirst();
  }

  boolean wasHere(UUID passageId, String sha256) throws SQLException {
    PreparedStatement query = statements.of(WAS_HERE);
    query.setString(1, passageId.toString());
    query.setBytes(2, PictureTable.hash(sha256));
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  List<RecordPicture> listUntold(int limit) throws SQLException {
    PreparedStatement query = statements.of(UNTOLD);
    query.setInt(1, limit);
    return list(query);
  }

  long countWaiting() throws SQLException {
    try (ResultSet row = statements.of(COUNT_WAITING).executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  boolean change(long row, UploadState state, Optional<String> url, Instant now)
      throws SQLException {
    PreparedStatement change = statements.of(CHANGE);
    change.setString(1, state.name());
    change.setString(2, url.orElse(null));
    change.setLong(3, now.toEpochMilli());
    change.setLong(4, row);
    return change.executeUpdate() > 0;
  }

  boolean any(UploadState state) throws SQLException {
    PreparedStatement query = statements.of(ANY);
    query.setString(1, state.name());
    return isThere(query);
  }

  int changeAll(UploadState from, UploadState to, Instant now) throws SQLException {
    PreparedStatement change = statements.of(CHANGE_ALL);
    change.setString(1, to.name());
    change.setLong(2, now.toEpochMilli());
    change.setString(3, from.name());
    return change.executeUpdate();
  }

  /** One more try; how many there were. */
  int tried(long row) throws SQLException {
    PreparedStatement tried = statements.of(TRIED);
    tried.setLong(1, row);
    tried.executeUpdate();
    PreparedStatement query = statements.of(TRIES);
    query.setLong(1, row);
    try (ResultSet tries = query.executeQuery()) {
      return tries.next() ? tries.getInt(1) : 0;
    }
  }

  /** Whether one was looked for here in vain, which counts as a try. */
  boolean wasLookedFor(UUID passageId, String sha256) throws SQLException {
    PreparedStatement query = statements.of(LOOKED_FOR);
    query.setString(1, passageId.toString());
    query.setString(2, sha256);
    return isThere(query);
  }

  /** It has come: its tries count from now on. */
  int arrived(UUID passageId, String sha256) throws SQLException {
    PreparedStatement arrived = statements.of(ARRIVED);
    arrived.setString(1, passageId.toString());
    arrived.setString(2, sha256);
    return arrived.executeUpdate();
  }

  /** The board has no such picture any more. */
  void givenUp(UUID passage, String sha256, Instant now) throws SQLException {
    PreparedStatement gone = statements.of(GIVEN_UP);
    gone.setLong(1, now.toEpochMilli());
    gone.setString(2, passage.toString());
    gone.setString(3, sha256);
    gone.executeUpdate();
  }

  void markTold(List<RecordPicture> pictures) throws SQLException {
    PreparedStatement told = statements.of(TOLD);
    for (RecordPicture picture : pictures) {
      told.setLong(1, picture.row());
      told.setInt(2, picture.revision());
      told.executeUpdate();
    }
  }

  boolean hasChoosable() throws SQLException {
    return isThere(statements.of(CHOOSABLE));
  }

  int choose(Instant now) throws SQLException {
    PreparedStatement choose = statements.of(CHOOSE);
    choose.setLong(1, now.toEpochMilli());
    return choose.executeUpdate();
  }

  boolean hasOld(Instant before, Instant keptBefore) throws SQLException {
    PreparedStatement query = statements.of(OLD);
    query.setLong(1, before.toEpochMilli());
    query.setLong(2, keptBefore.toEpochMilli());
    return isThere(query);
  }

  int purge(Instant before, Instant keptBefore, int limit) throws SQLException {
    PreparedStatement purge = statements.of(PURGE);
    purge.setLong(1, before.toEpochMilli());
    purge.setLong(2, keptBefore.toEpochMilli());
    purge.setInt(3, limit);
    return purge.executeUpdate();
  }

  private static boolean isThere(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  private static List<RecordPicture> list(PreparedStatement query) throws SQLException {
    List<RecordPicture> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        RecordImage picture =
            new RecordImage(
                UUID.fromString(row.getString(2)),
                UUID.fromString(row.getString(3)),
                Optional.ofNullable(row.getString(4)).map(UUID::fromString),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                Instant.ofEpochMilli(row.getLong(8)));
        found.add(
            new RecordPicture(
                row.getLong(1),
                picture,
                UploadState.valueOf(row.getString(9)),
                Optional.ofNullable(row.getString(10)),
                Instant.ofEpochMilli(row.getLong(11)),
                row.getInt(12)));
      }
    }
    return found;
  }
}
