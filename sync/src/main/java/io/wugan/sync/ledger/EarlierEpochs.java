package io.wugan.sync.ledger;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The sequences that went before this one. Thread-safe. */
final class EarlierEpochs {

  static final String MARK_TOLD = "UPDATE earlier_epoch SET told = 1 WHERE epoch = ?";
  private static final String LATEST =
      "SELECT epoch, last_seq, why, told FROM earlier_epoch ORDER BY place DESC LIMIT 1";

  private final ReadConnection reader;

  EarlierEpochs(Path file) {
    this.reader = new ReadConnection(file);
  }

  Optional<EarlierEpoch> find() {
    return reader.read(EarlierEpochs::find);
  }

  static Optional<EarlierEpoch> find(Statements statements) throws SQLException {
    try (ResultSet row = statements.of(LATEST).executeQuery()) {
      return row.next()
          ? Optional.of(
              new EarlierEpoch(
                  UUID.fromString(row.getString(1)),
                  row.getLong(2),
                  row.getString(3),
                  row.getInt(4) == 1))
          : Optional.empty();
    }
  }

  void close() {
    reader.close();
  }
}
