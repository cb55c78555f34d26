package io.wugan.sync.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The head as a check reads it.
 *
 * @param purged so many numbers were deleted after their acknowledgement
 * @param purgedUpto the highest of them
 * @param purgedSettledMillis when the last of them was acknowledged; 0 where unknown
 * @param recounted what {@code occupancy} holds beyond the passages
 */
record AuditHead(
    String epoch,
    long lastSeq,
    long occupancy,
    long purged,
    long purgedUpto,
    long purgedSettledMillis,
    long recounted) {

  static AuditHead read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(AuditSql.HEAD)) {
      if (!row.next()) {
        throw new SQLException("the ledger has no head");
      }
      return new AuditHead(
          row.getString(1),
          row.getLong(2),
          row.getLong(3),
          row.getLong(4),
          row.getLong(5),
          row.getLong(6),
          row.getLong(7));
    }
  }
}
