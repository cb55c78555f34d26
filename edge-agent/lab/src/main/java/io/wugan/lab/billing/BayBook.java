package io.wugan.lab.billing;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * How bays stand, as their boards said last. It may come late or twice: of two words of one boot
 * the one with the greater monotonic time counts, otherwise the later one. Confined to the ledger's
 * thread, always inside its transaction.
 */
final class BayBook {

  /** When something was said. */
  private record Said(String at, String boot, long monoMillis) {}

  private final Sql sql;

  BayBook(Sql sql) {
    this.sql = sql;
  }

  void keep(BayWord word) throws SQLException {
    for (BayWord.Bay bay : word.bays()) {
      Optional<Said> known =
          sql.find(
              row -> new Said(row.getString(1), row.getString(2), row.getLong(3)),
              "SELECT said_at, boot, mono FROM bay WHERE edge=? AND sensor=?",
              word.edge().source(),
              bay.sensor());
      if (known.isEmpty() || isNewer(word, known.get())) {
        keep(word, bay);
      }
    }
  }

  private static boolean isNewer(BayWord word, Said known) {
    return word.boot().equals(known.boot)
        ? word.monoMillis() >= known.monoMillis
        : word.at().isAfter(Instant.parse(known.at));
  }

  private void keep(BayWord word, BayWord.Bay bay) throws SQLException {
    sql.update("DELETE FROM bay WHERE edge=? AND sensor=?", word.edge().source(), bay.sensor());
    sql.update(
        "INSERT INTO bay(edge, sensor, bay, state, since, lost, said_at, boot, mono)"
            + " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        word.edge().source(),
        bay.sensor(),
        bay.bay(),
        bay.state(),
        bay.since(),
        bay.lost() ? 1 : 0,
        word.at().toString(),
        word.boot(),
        word.monoMillis());
  }
}
