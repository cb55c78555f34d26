package io.wugan.sync.ledger;

import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.OptionalInt;

/** A time as five columns in a row: {@code utc_ns, mono_ms, boot, clock, err_ms}. */
final class TimeColumns {

  /** How many columns a time takes. */
  static final int COUNT = 5;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private TimeColumns() {}

  /** Nanoseconds since 1970; exact, so that a time read is equal to the one written. */
  static long nanos(Instant utc) {
    return Math.addExact(Math.multiplyExact(utc.getEpochSecond(), NANOS_PER_SECOND), utc.getNano());
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  static void bind(PreparedStatement statement, int first, LotTime at) throws SQLException {
    statement.setLong(first, nanos(at.utc()));
    statement.setLong(first + 1, at.monoMillis());
    statement.setString(first + 2, at.bootId());
    statement.setString(first + 3, at.quality().name());
    if (at.errorMillis().isPresent()) {
      statement.setInt(first + 4, at.errorMillis().getAsInt());
    } else {
      statement.setNull(first + 4, Types.NULL);
    }
  }

  /** A row of an older version knows no more than UTC. */
  static LotTime read(ResultSet row, int first) throws SQLException {
    Instant utc = instant(row.getLong(first));
    String boot = row.getString(first + 2);
    if (boot == null) {
      return new LotTime(utc, 0, "", ClockQuality.UNKNOWN, OptionalInt.empty());
    }
    int error = row.getInt(first + 4);
    OptionalInt errorMillis = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(error);
    ClockQuality quality = ClockQuality.valueOf(row.getString(first + 3));
    return new LotTime(utc, row.getLong(first + 1), boot, quality, errorMillis);
  }
}
