package io.wugan.sync.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The pictures, written; each method within a transaction of its caller. Keeps the totals in step.
 * Confined to the ledger's thread.
 */
final class PictureWriter {

  private static final String INSERT =
      "INSERT INTO evidence_picture (sha256, passage, class, bytes, since_ns, value)"
          + " SELECT ?1, ?2, ?3, ?4, ?5, 0 WHERE NOT EXISTS"
          + " (SELECT 1 FROM evidence_picture WHERE passage = ?2 AND sha256 = ?1)";
  private static final String INSERT_UNNAMED =
      "INSERT INTO evidence_picture (sha256, passage, class, bytes, since_ns, value)"
          + " SELECT ?1, ?2, ?3, ?4, ?5, 0 WHERE NOT EXISTS"
          + " (SELECT 1 FROM evidence_picture WHERE erased = 0 AND sha256 = ?1)";
  private static final String VALUE_OF_LAST =
      "UPDATE evidence_picture AS p SET value = "
          + PictureSql.VALUE
          + " WHERE p.id = last_insert_rowid()";
  private static final String UNNAMED =
      "SELECT id, bytes FROM evidence_picture"
          + " WHERE erased = 0 AND sha256 = ? AND passage IS NULL AND gone_ns IS NULL";
  private static final String FORGET = "DELETE FROM evidence_picture WHERE id = ?";
  private static final String UPTO = "UPDATE evidence_head SET upto = ?";
  private static final String TOTALS =
      "UPDATE evidence_head SET files = files + ?, bytes = bytes + ?";
  private static final String DATE =
      "UPDATE evidence_picture SET since_ns = ? WHERE id IN (SELECT id FROM evidence_picture"
          + " WHERE gone_ns IS NULL AND since_ns = "
          + EvidenceSchema.UNDATED
          + " ORDER BY id LIMIT ?)";
  private static final String GONE =
      "UPDATE evidence_picture AS p SET gone_ns = ?1, gone_why = ?2"
          + " WHERE p.id = ?3 AND p.gone_ns IS NULL AND p.value = ?4 AND ?4 = "
          + PictureSql.VALUE;
  private static final String MISSING =
      "UPDATE evidence_picture SET gone_ns = ?, gone_why = 'MISSING', erased = 1"
          + " WHERE id = ? AND gone_ns IS NULL";
  private static final String REVALUE =
      "UPDATE evidence_picture AS p SET value = "
          + PictureSql.VALUE
          + " WHERE p.id = ? AND p.gone_ns IS NULL";
  private static final String ERASED = "UPDATE evidence_picture SET erased = 1 WHERE id = ?";

  private final Statements statements;
  private final UploadTable uploads;

  PictureWriter(Statements statements, UploadTable uploads) {
    this.statements = statements;
    this.uploads = uploads;
  }

  /** Takes pictures into the index, none twice. */
  void add(List<NamedPicture> pictures) throws SQLException {
    int files = 0;
    long bytes = 0;
    for (NamedPicture picture : pictures) {
      if (picture.passageId().isPresent()) {
        forgetUnnamed(picture.sha256());
      }
      PreparedStatement insert =
          statements.of(picture.passageId().isPresent() ? INSERT : INSERT_UNNAMED);
      insert.setBytes(1, PictureTable.hash(picture.sha256()));
      insert.setString(2, picture.passageId().map(UUID::toString).orElse(null));
      insert.setInt(3, picture.kind().code());
      insert.setLong(4, picture.bytes());
      insert.setLong(5, picture.since().map(TimeColumns::nanos).orElse(EvidenceSchema.UNDATED));
      if (insert.executeUpdate() > 0) {
        statements.of(VALUE_OF_LAST).executeUpdate();
        files++;
        bytes += picture.bytes();
      }
    }
    count(files, bytes);
  }

  /** A file that no passage named has found its passage. */
  private void forgetUnnamed(String sha256) throws SQLException {
    PreparedStatement query = statements.of(UNNAMED);
    query.setBytes(1, PictureTable.hash(sha256));
    try (ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        return;
      }
      PreparedStatement forget = statements.of(FORGET);
      forget.setLong(1, row.getLong(1));
      forget.executeUpdate();
      count(-1, -row.getLong(2));
    }
  }

  void knownUpTo(UUID passageId) throws SQLException {
    PreparedStatement statement = statements.of(UPTO);
    statement.setString(1, passageId.toString());
    statement.executeUpdate();
  }

  int date(Instant now, int limit) throws SQLException {
    PreparedStatement statement = statements.of(DATE);
    statement.setLong(1, TimeColumns.nanos(now));
    statement.setInt(2, limit);
    return statement.executeUpdate();
  }

  /**
   * Gives pictures up. One that counts for something else than when it was picked stays, and what
   * it counts for is noted.
   *
   * @return those that were given up
   */
  List<KeptPicture> giveUp(List<KeptPicture> picked, GoneReason reason, Instant now)
      throws SQLException {
    List<KeptPicture> gone = new ArrayList<>();
    long bytes = 0;
    for (KeptPicture picture : picked) {
      PreparedStatement statement = statements.of(GONE);
      statement.setLong(1, TimeColumns.nanos(now));
      statement.setString(2, reason.name());
      statement.setLong(3, picture.id());
      statement.setInt(4, picture.value().code());
      if (statement.executeUpdate() > 0) {
        bytes += picture.bytes();
        gone.add(picture);
        tellGone(picture, now);
      } else {
        revalue(picture.id());
      }
    }
    count(-gone.size(), -bytes);
    return gone;
  }

  void missing(List<KeptPicture> pictures, Instant now) throws SQLException {
    for (KeptPicture picture : pictures) {
      PreparedStatement statement = statements.of(MISSING);
      statement.setLong(1, TimeColumns.nanos(now));
      statement.setLong(2, picture.id());
      if (statement.executeUpdate() > 0) {
        count(-1, -picture.bytes());
        tellGone(picture, now);
      }
    }
  }

  private void tellGone(KeptPicture picture, Instant now) throws SQLException {
    if (picture.passageId().isPresent()) {
      uploads.givenUp(picture.passageId().get(), picture.sha256(), now);
    }
  }

  void revalue(long id) throws SQLException {
    PreparedStatement statement = statements.of(REVALUE);
    statement.setLong(1, id);
    statement.executeUpdate();
  }

  void erased(List<Long> ids) throws SQLException {
    for (long id : ids) {
      PreparedStatement statement = statements.of(ERASED);
      statement.setLong(1, id);
      statement.executeUpdate();
    }
  }

  private void count(int files, long bytes) throws SQLException {
    PreparedStatement statement = statements.of(TOTALS);
    statement.setInt(1, files);
    statement.setLong(2, bytes);
    statement.executeUpdate();
  }
}
