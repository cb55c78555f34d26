package io.wugan.sync.ledger;

import io.wugan.core.time.ClockQuality;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pictures, read. Confined to the owner of the connection. */
final class PictureTable {

  private static final String NEEDED =
      "SELECT 1 FROM evidence_picture WHERE erased = 0 AND gone_ns IS NULL AND sha256 = ? LIMIT 1";
  private static final String SHARED =
      "SELECT count(*) FROM evidence_picture WHERE erased = 0 AND gone_ns IS NULL AND sha256 = ?";
  private static final String UNDATED =
      "SELECT 1 FROM evidence_picture WHERE gone_ns IS NULL AND since_ns = "
          + EvidenceSchema.UNDATED
          + " LIMIT 1";
  private static final String TOTALS = "SELECT files, bytes FROM evidence_head";
  private static final String STATS =
      "SELECT class, value, count(*), sum(bytes), min(since_ns) FROM evidence_picture"
          + " WHERE gone_ns IS NULL GROUP BY class, value ORDER BY class, value";
  private static final String FATE =
      "SELECT gone_ns, gone_why FROM evidence_picture"
          + " WHERE passage = ? AND sha256 = ? AND gone_ns IS NOT NULL";

  private final Statements statements;

  PictureTable(Statements statements) {
    this.statements = statements;
  }

  static byte[] hash(String sha256) {
    return HexFormat.of().parseHex(sha256);
  }

  List<KeptPicture> listCheapest(EvidenceValue value, int limit) throws SQLException {
    PreparedStatement query = statements.of(PictureSql.CHEAPEST);
    query.setInt(1, value.code());
    query.setInt(2, limit);
    return list(query);
  }

  List<KeptPicture> listDue(EvidenceClass kind, EvidenceValue value, Instant before, int limit)
      throws SQLException {
    PreparedStatement query = statements.of(PictureSql.DUE);
    query.setInt(1, kind.code());
    query.setInt(2, value.code());
    query.setLong(3, TimeColumns.nanos(before));
    query.setInt(4, limit);
    return list(query);
  }

  List<KeptPicture> listErasable(int limit) throws SQLException {
    PreparedStatement query = statements.of(PictureSql.ERASABLE);
    query.setInt(1, limit);
    return list(query);
  }

  List<KeptPicture> listValued(long after, int limit) throws SQLException {
    PreparedStatement query = statements.of(PictureSql.VALUED);
    query.setLong(1, after);
    query.setInt(2, limit);
    return list(query);
  }

  /** Those that are kept in one folder of the store, by the first byte of their hash. */
  List<KeptPicture> listInFolder(int firstByte) throws SQLException {
    String prefix = HexFormat.of().toHexDigits((byte) firstByte);
    PreparedStatement query = statements.of(PictureSql.IN_FOLDER);
    query.setBytes(1, hash(prefix + "00".repeat(31)));
    query.setBytes(2, hash(prefix + "ff".repeat(31)));
    return list(query);
  }

  boolean hasUndated() throws SQLException {
    try (ResultSet row = statements.of(UNDATED).executeQuery()) {
      return row.next();
    }
  }

  boolean isNeeded(String sha256) throws SQLException {
    PreparedStatement query = statements.of(NEEDED);
    query.setBytes(1, hash(sha256));
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  boolean isShared(String sha256) throws SQLException {
    PreparedStatement query = statements.of(SHARED);
    query.setBytes(1, hash(sha256));
    try (ResultSet row = query.executeQuery()) {
      return row.next() && row.getInt(1) > 1;
    }
  }

  EvidenceTotals totals() throws SQLException {
    try (ResultSet row = statements.of(TOTALS).executeQuery()) {
      return row.next()
          ? new EvidenceTotals(row.getLong(1), row.getLong(2))
          : new EvidenceTotals(0, 0);
    }
  }

  EvidenceStats stats() throws SQLException {
    List<EvidenceStats.Row> found = new ArrayList<>();
    try (ResultSet row = statements.of(STATS).executeQuery()) {
      while (row.next()) {
        long since = row.getLong(5);
        found.add(
            new EvidenceStats.Row(
                EvidenceClass.of(row.getInt(1)),
                EvidenceValue.of(row.getInt(2)),
                row.getLong(3),
                row.getLong(4),
                since == EvidenceSchema.UNDATED
                    ? Optional.empty()
                    : Optional.of(TimeColumns.instant(since))));
      }
    }
    return new EvidenceStats(totals(), found);
  }

  /** How a passage's picture went; empty if it is kept or was never known. */
  Optional<PictureFate> findFate(UUID passageId, String sha256) throws SQLException {
    PreparedStatement query = statements.of(FATE);
    query.setString(1, passageId.toString());
    query.setBytes(2, hash(sha256));
    try (ResultSet row = query.executeQuery()) {
      return row.next()
          ? Optional.of(
              new PictureFate(
                  TimeColumns.instant(row.getLong(1)), GoneReason.valueOf(row.getString(2))))
          : Optional.empty();
    }
  }

  UnindexedPictures nextUnindexed(int passages) throws SQLException {
    PreparedStatement query = statements.of(PictureSql.UNINDEXED);
    query.setInt(1, passages);
    List<NamedPicture> pictures = new ArrayList<>();
    Optional<UUID> last = Optional.empty();
    int looked = 0;
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        UUID passage = UUID.fromString(row.getString(1));
        looked += last.equals(Optional.of(passage)) ? 0 : 1;
        last = Optional.of(passage);
        if (row.getString(6) != null) {
          pictures.add(named(row, passage));
        }
      }
    }
    return new UnindexedPictures(looked, last, pictures);
  }

  /** A picture that a passage names; empty if it names none with this content. */
  Optional<NamedPicture> findNamed(UUID passageId, String sha256) throws SQLException {
    PreparedStatement query = statements.of(PictureSql.OF_PASSAGE);
    query.setString(1, passageId.toString());
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        if (sha256.equals(row.getString(6))) {
          return Optional.of(named(row, passageId));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the index has passed a passage, so that it does not look for its files again. */
  boolean isPassed(UUID passageId) throws SQLException {
    PreparedStatement query = statements.of(PictureSql.OF_PASSAGE);
    query.setString(1, passageId.toString());
    try (ResultSet row = query.executeQuery()) {
      return row.next() && row.getBoolean(8);
    }
  }

  private static NamedPicture named(ResultSet row, UUID passage) throws SQLException {
    EvidenceClass kind =
        row.getBoolean(2)
            ? EvidenceClass.NO_PLATE
            : row.getString(5).equals("PLATE") ? EvidenceClass.PLATE : EvidenceClass.SCENE;
    return new NamedPicture(
        Optional.of(passage),
        row.getString(6),
        kind,
        row.getLong(7),
        isKnown(row.getString(4))
            ? Optional.of(TimeColumns.instant(row.getLong(3)))
            : Optional.empty());
  }

  private static boolean isKnown(@Nullable String clock) {
    return ClockQuality.SYNCED.name().equals(clock) || ClockQuality.HOLDOVER.name().equals(clock);
  }

  private static List<KeptPicture> list(PreparedStatement query) throws SQLException {
    List<KeptPicture> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(
            new KeptPicture(
                row.getLong(1),
                row.getString(2),
                Optional.ofNullable(row.getString(3)).map(UUID::fromString),
                EvidenceClass.of(row.getInt(4)),
                row.getLong(5),
                EvidenceValue.of(row.getInt(6)),
                EvidenceValue.of(row.getInt(7))));
      }
    }
    return found;
  }
}
