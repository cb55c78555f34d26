package io.wugan.sync.ledger;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.session.PassageRef;
import io.wugan.core.time.LotTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The passages. Confined to the owner of the connection. */
final class PassageTable {

  private static final String INSERT =
      "INSERT INTO passage (id, lane, direction, plate, color, also_read, utc_ns, mono_ms, boot,"
          + " clock, err_ms, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String SELECT_FACTS =
      "SELECT id, lane, direction, plate, color, also_read, utc_ns, mono_ms, boot, clock, err_ms"
          + " FROM passage WHERE ";
  private static final String FACTS = SELECT_FACTS + "id = ?";
  private static final String OF_LANE =
      SELECT_FACTS + "utc_ns >= ? AND lane = ? ORDER BY utc_ns DESC, rowid DESC LIMIT ?";
  // Without the cast, SQLite takes a blob for its own binary JSON.
  private static final String PICTURES =
      "SELECT picture.value ->> 'sha256' FROM passage,"
          + " json_each(CAST(passage.body AS TEXT), '$.images') AS picture WHERE passage.id = ?";
  private static final int FIRST_TIME_COLUMN = 7;
  // Row numbers follow the order of capture: rows are never deleted from the end, and VACUUM, which
  // may give new numbers, keeps the order.
  private static final String LATEST =
      "SELECT id, lane, utc_ns, mono_ms, boot, clock, err_ms FROM passage"
          + " ORDER BY rowid DESC LIMIT ?";
  private static final String CAPTURED_BEFORE =
      "SELECT id, lane, utc_ns, mono_ms, boot, clock, err_ms FROM passage"
          + " WHERE rowid < (SELECT rowid FROM passage WHERE id = ?2) ORDER BY rowid DESC LIMIT ?1";
  private static final int FIRST_TIME_COLUMN_OF_REF = 3;

  private final Statements statements;

  PassageTable(Statements statements) {
    this.statements = statements;
  }

  void insert(Passage passage, byte[] body) throws SQLException {
    PassageFacts facts = PassageFacts.of(passage);
    PreparedStatement statement = statements.of(INSERT);
    statement.setString(1, passage.id().toString());
    statement.setString(2, passage.laneId());
    statement.setString(3, passage.direction().name());
    statement.setString(4, facts.plate().map(PlateNumber::text).orElse(null));
    statement.setString(5, facts.color().name());
    statement.setString(6, String.join(" ", facts.alsoRead()));
    TimeColumns.bind(statement, FIRST_TIME_COLUMN, passage.at());
    statement.setBytes(FIRST_TIME_COLUMN + TimeColumns.COUNT, body);
    statement.executeUpdate();
  }

  Optional<PassageFacts> find(UUID id) throws SQLException {
    PreparedStatement query = statements.of(FACTS);
    query.setString(1, id.toString());
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(read(row)) : Optional.empty();
    }
  }

  /** Passages of a lane from {@code since} on, at most the latest {@code limit}, in their order. */
  List<PassageFacts> listOfLane(String laneId, Instant since, int limit) throws SQLException {
    PreparedStatement query = statements.of(OF_LANE);
    query.setLong(1, TimeColumns.nanos(since));
    query.setString(2, laneId);
    query.setInt(3, limit);
    Deque<PassageFacts> found = new ArrayDeque<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.addFirst(read(rows));
      }
    }
    return List.copyOf(found);
  }

  /** Hashes of a passage's pictures, in the order in which they were taken. */
  List<String> pictures(UUID id) throws SQLException {
    PreparedStatement query = statements.of(PICTURES);
    query.setString(1, id.toString());
    List<String> hashes = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        hashes.add(rows.getString(1));
      }
    }
    return hashes;
  }

  List<PassageRef> listCapturedIn(String bootId, Optional<UUID> before, int limit)
      throws SQLException {
    PreparedStatement query = statements.of(before.isPresent() ? CAPTURED_BEFORE : LATEST);
    query.setInt(1, limit);
    if (before.isPresent()) {
      query.setString(2, before.get().toString());
    }
    List<PassageRef> found = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        LotTime at = TimeColumns.read(rows, FIRST_TIME_COLUMN_OF_REF);
        if (!at.bootId().equals(bootId)) {
          break;
        }
        UUID id = UUID.fromString(rows.getString(1));
        found.add(new PassageRef(id, rows.getString(2), at));
      }
    }
    return found;
  }

  private static PassageFacts read(ResultSet row) throws SQLException {
    String color = row.getString(5); // these two are not there in rows of the first version
    String also = row.getString(6);
    return new PassageFacts(
        new PassageRef(
            UUID.fromString(row.getString(1)),
            row.getString(2),
            TimeColumns.read(row, FIRST_TIME_COLUMN)),
        Direction.valueOf(row.getString(3)),
        Optional.ofNullable(row.getString(4)).map(PlateNumber::new),
        color == null ? PlateColor.UNKNOWN : PlateColor.valueOf(color),
        also == null || also.isEmpty() ? List.of() : List.of(also.split(" ")));
  }
}
