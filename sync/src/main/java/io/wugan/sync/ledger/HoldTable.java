package io.wugan.sync.ledger;

import io.wugan.core.session.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The holds, and the passages that they cover. Confined to the owner of the connection. */
final class HoldTable {

  private static final String COLUMNS =
      "id, kind, subject, held_ns, held_by, reason,"
          + " release_id, released_ns, released_by, release_reason";
  private static final String INSERT =
      "INSERT INTO evidence_hold (id, kind, subject, held_ns, held_by, reason)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String KNOWN =
      "SELECT 1 FROM evidence_hold WHERE id = ?1 OR (released_ns IS NULL AND kind = ?2"
          + " AND subject = ?3 AND held_by = ?4 AND reason = ?5)";
  private static final String COVER_SESSION =
      "INSERT OR IGNORE INTO evidence_hold_passage (passage, hold)"
          + " SELECT s.entry_passage, ?1 FROM session s WHERE s.id = ?2"
          + " UNION SELECT s.exit_passage, ?1 FROM session s"
          + " WHERE s.id = ?2 AND s.exit_passage IS NOT NULL";
  private static final String COVER_PASSAGE =
      "INSERT INTO evidence_hold_passage (passage, hold) VALUES (?2, ?1)";
  private static final String FOLLOW =
      "INSERT OR IGNORE INTO evidence_hold_passage (passage, hold) SELECT ?1, h.id"
          + " FROM evidence_hold h"
          + " WHERE h.released_ns IS NULL AND h.kind = 'SESSION' AND h.subject = ?2";
  private static final String RELEASED_BEFORE = "SELECT 1 FROM evidence_hold WHERE release_id = ?";
  private static final String RELEASE =
      "UPDATE evidence_hold SET release_id = ?1, released_ns = ?2, released_by = ?3,"
          + " release_reason = ?4 WHERE released_ns IS NULL AND kind = ?5 AND subject = ?6";
  private static final String LIST =
      "SELECT "
          + COLUMNS
          + " FROM evidence_hold WHERE released_ns IS NULL OR ? ORDER BY held_ns DESC, id LIMIT ?";

  private final Statements statements;

  HoldTable(Statements statements) {
    this.statements = statements;
  }

  /** Holds that last, the latest first; with those that have ended, if wanted. */
  List<EvidenceHold> list(boolean endedToo, int limit) throws SQLException {
    PreparedStatement query = statements.of(LIST);
    query.setBoolean(1, endedToo);
    query.setInt(2, limit);
    List<EvidenceHold> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(read(row));
      }
    }
    return found;
  }

  private static EvidenceHold read(ResultSet row) throws SQLException {
    @Nullable String release = row.getString(7);
    return new EvidenceHold(
        UUID.fromString(row.getString(1)),
        new HoldSubject(HoldSubject.Kind.valueOf(row.getString(2)), row.getString(3)),
        TimeColumns.instant(row.getLong(4)),
        row.getString(5),
        row.getString(6),
        release == null
            ? Optional.empty()
            : Optional.of(
                new EvidenceHold.Release(
                    UUID.fromString(release),
                    TimeColumns.instant(row.getLong(8)),
                    row.getString(9),
                    row.getString(10))));
  }

  /** Begins a hold, once. */
  HoldOutcome hold(EvidenceHold hold, PictureWriter pictures) throws SQLException {
    HoldSubject subject = hold.subject();
    if (isKnown(hold)) {
      return outcome(HoldOutcome.Result.DONE_BEFORE, 0, subject);
    }
    if (!exists(subject)) {
      return HoldOutcome.unknown();
    }
    PreparedStatement insert = statements.of(INSERT);
    insert.setString(1, hold.id().toString());
    insert.setString(2, subject.kind().name());
    insert.setString(3, subject.id());
    insert.setLong(4, TimeColumns.nanos(hold.at()));
    insert.setString(5, hold.by());
    insert.setString(6, hold.reason());
    insert.executeUpdate();
    if (subject.kind() != HoldSubject.Kind.PICTURE) {
      boolean stay = subject.kind() == HoldSubject.Kind.SESSION;
      PreparedStatement cover = statements.of(stay ? COVER_SESSION : COVER_PASSAGE);
      cover.setString(1, hold.id().toString());
      cover.setString(2, subject.id());
      cover.executeUpdate();
    }
    revalue(subject, pictures);
    return outcome(HoldOutcome.Result.DONE, 1, subject);
  }

  /** Ends every hold of a subject, once. */
  HoldOutcome release(HoldSubject subject, EvidenceHold.Release release, PictureWriter pictures)
      throws SQLException {
    PreparedStatement before = statements.of(RELEASED_BEFORE);
    before.setString(1, release.id().toString());
    try (ResultSet row = before.executeQuery()) {
      if (row.next()) {
        return outcome(HoldOutcome.Result.DONE_BEFORE, 0, subject);
      }
    }
    PreparedStatement update = statements.of(RELEASE);
    update.setString(1, release.id().toString());
    update.setLong(2, TimeColumns.nanos(release.at()));
    update.setString(3, release.by());
    update.setString(4, release.reason());
    update.setString(5, subject.kind().name());
    update.setString(6, subject.id());
    int ended = update.executeUpdate();
    if (ended == 0) {
      return HoldOutcome.unknown();
    }
    revalue(subject, pictures);
    return outcome(HoldOutcome.Result.DONE, ended, subject);
  }

  /**
   * A stay that is held has changed: the hold covers its new passage too, and keeps the old one.
   */
  void follow(Session session) throws SQLException {
    cover(session.entry().passageId(), session.id());
    if (session.exit().isPresent()) {
      cover(session.exit().get().passageId(), session.id());
    }
  }

  private void cover(UUID passageId, UUID sessionId) throws SQLException {
    PreparedStatement statement = statements.of(FOLLOW);
    statement.setString(1, passageId.toString());
    statement.setString(2, sessionId.toString());
    statement.executeUpdate();
  }

  private boolean isKnown(EvidenceHold hold) throws SQLException {
    PreparedStatement query = statements.of(KNOWN);
    query.setString(1, hold.id().toString());
    query.setString(2, hold.subject().kind().name());
    query.setString(3, hold.subject().id());
    query.setString(4, hold.by());
    query.setString(5, hold.reason());
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  private boolean exists(HoldSubject subject) throws SQLException {
    String sql =
        switch (subject.kind()) {
          case SESSION -> "SELECT 1 FROM session WHERE id = ?1";
          case PASSAGE -> "SELECT 1 FROM passage WHERE id = ?1";
          case PICTURE ->
              "SELECT 1 FROM evidence_picture"
                  + " WHERE erased = 0 AND gone_ns IS NULL AND sha256 = ?1 LIMIT 1";
        };
    PreparedStatement query = statements.of(sql);
    bind(query, subject);
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  private void revalue(HoldSubject subject, PictureWriter pictures) throws SQLException {
    PreparedStatement query =
        statements.of(
            "SELECT p.id FROM evidence_picture p WHERE "
                + covered(subject.kind())
                + " AND p.gone_ns IS NULL");
    bind(query, subject);
    List<Long> rows = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        rows.add(row.getLong(1));
      }
    }
    for (long id : rows) {
      pictures.revalue(id);
    }
  }

  private HoldOutcome outcome(HoldOutcome.Result result, int holds, HoldSubject subject)
      throws SQLException {
    PreparedStatement query =
        statements.of(
            "SELECT count(*) FILTER (WHERE p.gone_ns IS NULL),"
                + " count(*) FILTER (WHERE p.gone_ns IS NOT NULL) FROM evidence_picture p WHERE "
                + covered(subject.kind()));
    bind(query, subject);
    try (ResultSet row = query.executeQuery()) {
      return row.next()
          ? new HoldOutcome(result, holds, row.getLong(1), row.getLong(2))
          : new HoldOutcome(result, holds, 0, 0);
    }
  }

  private static String covered(HoldSubject.Kind kind) {
    return switch (kind) {
      case SESSION ->
          "p.passage IN (SELECT c.passage FROM evidence_hold h"
              + " JOIN evidence_hold_passage c ON c.hold = h.id"
              + " WHERE h.kind = 'SESSION' AND h.subject = ?1)";
      case PASSAGE -> "p.passage = ?1";
      case PICTURE -> "p.erased = 0 AND p.sha256 = ?1";
    };
  }

  private static void bind(PreparedStatement query, HoldSubject subject) throws SQLException {
    if (subject.kind() == HoldSubject.Kind.PICTURE) {
      query.setBytes(1, PictureTable.hash(subject.id()));
    } else {
      query.setString(1, subject.id());
    }
  }
}
