package io.wugan.sync.ledger;

import io.wugan.core.ledger.PlateLists.Replacement;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.PlateList;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.LotTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The lot's list of plates. Confined to the owner of the connection. */
final class PlateListTable {

  static final String OF_PLATE =
      "SELECT plate, from_ns, until_ns, class FROM listed_plate WHERE plate = ?";
  private static final String ALL =
      "SELECT plate, from_ns, until_ns, class FROM listed_plate WHERE ?1 IS NULL OR class = ?1"
          + " ORDER BY plate, from_ns LIMIT ?2";
  private static final String HELD = "SELECT revision, plates FROM plate_list WHERE id = 1";
  private static final String HOLD = "INSERT OR REPLACE INTO plate_list VALUES (1, ?, ?)";
  private static final String CLEAR = "DELETE FROM listed_plate";
  private static final String INSERT =
      "INSERT INTO listed_plate (plate, from_ns, until_ns, class) VALUES (?, ?, ?, ?)";
  private static final int BATCH = 1000;

  private final Statements statements;

  PlateListTable(Statements statements) {
    this.statements = statements;
  }

  Optional<ListedPlate> find(PlateNumber plate, LotTime at) throws SQLException {
    PreparedStatement query = statements.of(OF_PLATE);
    query.setString(1, plate.text());
    return read(query).stream().filter(listed -> listed.holdsAt(at)).findFirst();
  }

  /** The list in the order of its plates, at most {@code limit}; of one class, or all. */
  List<ListedPlate> list(Optional<VehicleClass> ofClass, int limit) throws SQLException {
    PreparedStatement query = statements.of(ALL);
    query.setString(1, ofClass.map(Enum::name).orElse(null));
    query.setInt(2, limit);
    return read(query);
  }

  /** What is held; revision 0 where there is no list yet. */
  Replacement held() throws SQLException {
    try (ResultSet row = statements.of(HELD).executeQuery()) {
      return row.next()
          ? new Replacement(false, row.getLong(1), row.getInt(2))
          : new Replacement(false, 0, 0);
    }
  }

  /** Takes the list in place of the one that is held, if it is newer. */
  Replacement replace(PlateList list) throws SQLException {
    Replacement before = held();
    if (list.revision() <= before.held()) {
      return before;
    }
    statements.of(CLEAR).executeUpdate();
    insert(list.plates());
    PreparedStatement hold = statements.of(HOLD);
    hold.setLong(1, list.revision());
    hold.setInt(2, list.plates().size());
    hold.executeUpdate();
    return new Replacement(true, list.revision(), list.plates().size());
  }

  private void insert(List<ListedPlate> plates) throws SQLException {
    PreparedStatement insert = statements.of(INSERT);
    int waiting = 0;
    for (ListedPlate listed : plates) {
      insert.setString(1, listed.plate().text());
      insert.setLong(2, listed.from().map(TimeColumns::nanos).orElse(Long.MIN_VALUE));
      insert.setLong(3, listed.until().map(TimeColumns::nanos).orElse(Long.MAX_VALUE));
      insert.setString(4, listed.vehicleClass().name());
      insert.addBatch();
      if (++waiting % BATCH == 0) {
        insert.executeBatch();
      }
    }
    insert.executeBatch();
  }

  private static List<ListedPlate> read(PreparedStatement query) throws SQLException {
    List<ListedPlate> found = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        long from = rows.getLong(2);
        long until = rows.getLong(3);
        Optional<PlateNumber> plate = PlateNumber.parse(rows.getString(1));
        Optional<VehicleClass> vehicleClass = vehicleClass(rows.getString(4));
        // What a later version wrote is passed over: no vehicle goes unrecorded because of a list.
        if (plate.isPresent() && vehicleClass.isPresent()) {
          found.add(
              new ListedPlate(
                  plate.get(),
                  vehicleClass.get(),
                  from == Long.MIN_VALUE ? Optional.empty() : instant(from),
                  until == Long.MAX_VALUE ? Optional.empty() : instant(until)));
        }
      }
    }
    return found;
  }

  private static Optional<VehicleClass> vehicleClass(String name) {
    return Arrays.stream(VehicleClass.values()).filter(c -> c.name().equals(name)).findFirst();
  }

  private static Optional<Instant> instant(long nanos) {
    return Optional.of(TimeColumns.instant(nanos));
  }
}
