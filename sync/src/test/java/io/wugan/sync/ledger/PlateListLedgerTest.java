package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.PlateLists.Replacement;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.PlateList;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.sync.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of plates in a real ledger, and what passages are told with them. */
class PlateListLedgerTest {

  private static final int LARGE = 20_000;

  @TempDir Path directory;
  private final Samples samples = new Samples(5);
  private final SessionKeeper keeper =
      new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), samples::id);
  private final ChangeWriter writer = new ChangeWriter(samples::id);
  private SqliteLedger ledger;

  @BeforeEach
  void open() {
    ledger = samples.open(directory);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static ListedPlate listed(String plate, VehicleClass vehicleClass) {
    return new ListedPlate(
        PlateNumber.of(plate), vehicleClass, Optional.empty(), Optional.of(Samples.at(1).utc()));
  }

  private Replacement replace(long revision, ListedPlate... plates) {
    return ledger.replace(new PlateList(revision, List.of(plates))).join();
  }

  private Commit pass(Direction direction, String plate, long millis) {
    Passage passage = samples.passage(direction, Optional.of(plate), millis);
    return ledger
        .submit(
            book ->
                writer.write(
                    Optional.of(passage), keeper.decide(passage, book), book, passage.at()))
        .join();
  }

  /** The records of a commit as they lie in the outbox: number, type and class. */
  private List<String> told(Commit commit) {
    return commit.records().stream()
        .map(numbered -> ledger.outbox().list(numbered.seq(), 1).get(0))
        .map(row -> row.seq() + told(new String(row.payload(), StandardCharsets.UTF_8)))
        .toList();
  }

  private static String told(String json) {
    String type = json.replaceAll(".*\"type\":\"parking\\.([a-z]+)\\.v1\".*", " $1");
    return json.contains("\"vehicleClass\"")
        ? type + json.replaceAll(".*\"vehicleClass\":\"([A-Z]+)\".*", " $1")
        : type;
  }

  private List<ListedPlate> held(int limit) {
    try (LedgerView view = LedgerView.open(directory)) {
      return view.listPlates(Optional.empty(), limit);
    }
  }

  @Test
  void passage_isToldWithTheClass_andArrearsWithAnAlertOfItsOwnNumber() {
    replace(
        1,
        listed("浙A12345", VehicleClass.MONTHLY),
        listed("浙B67890", VehicleClass.ARREARS),
        listed("浙C11111", VehicleClass.EXEMPT));

    assertThat(told(pass(Direction.ENTER, "浙A12345", 0))).containsExactly("1 entry MONTHLY");
    assertThat(told(pass(Direction.ENTER, "浙B67890", 0)))
        .containsExactly("2 entry ARREARS", "3 alert");
    assertThat(told(pass(Direction.ENTER, "浙C11111", 0))).containsExactly("4 entry EXEMPT");
    assertThat(told(pass(Direction.ENTER, "浙D22222", 0))).containsExactly("5 entry");
    assertThat(told(pass(Direction.EXIT, "浙A12345", 1)))
        .as("the period ends with this millisecond")
        .containsExactly("6 exit");
    assertThat(ledger.occupancy()).isEqualTo(3);
  }

  @Test
  void higherRevision_takesThePlaceOfTheWhole_lowerOrEqualChangesNothing() {
    ListedPlate first = listed("浙A12345", VehicleClass.MONTHLY);
    ListedPlate second = listed("浙B67890", VehicleClass.ARREARS);
    assertThat(replace(7, first)).isEqualTo(new Replacement(true, 7, 1));

    assertThat(replace(7, second)).isEqualTo(new Replacement(false, 7, 1));
    assertThat(replace(6, second)).isEqualTo(new Replacement(false, 7, 1));
    assertThat(held(9)).containsExactly(first);

    assertThat(replace(8, second)).isEqualTo(new Replacement(true, 8, 1));
    assertThat(held(9)).containsExactly(second);
    assertThat(replace(9)).as("an empty list is one").isEqualTo(new Replacement(true, 9, 0));
    assertThat(held(9)).isEmpty();
  }

  @Test
  void list_survivesARestart_withItsPeriods() {
    ListedPlate always =
        new ListedPlate(
            PlateNumber.of("浙A12345"), VehicleClass.EXEMPT, Optional.empty(), Optional.empty());
    ListedPlate later =
        new ListedPlate(
            PlateNumber.of("浙B67890"),
            VehicleClass.MONTHLY,
            Optional.of(Samples.at(5).utc()),
            Optional.of(Samples.at(9).utc()));
    replace(3, later, always);
    close();
    open();

    assertThat(held(9)).containsExactly(always, later);
    assertThat(replace(3)).isEqualTo(new Replacement(false, 3, 2));
    assertThat(told(pass(Direction.ENTER, "浙B67890", 5))).containsExactly("1 entry MONTHLY");
  }

  @Test
  void listThatCannotBeWrittenWhole_leavesTheOldOne_andLaterWorkGoesOn() throws Exception {
    replace(1, listed("浙A12345", VehicleClass.MONTHLY));
    change(
        "CREATE TRIGGER stop BEFORE INSERT ON listed_plate WHEN NEW.plate = '浙C11111'"
            + " BEGIN SELECT RAISE(ABORT, 'no room'); END");

    assertThatThrownBy(
            () ->
                replace(
                    2,
                    listed("浙B67890", VehicleClass.ARREARS),
                    listed("浙C11111", VehicleClass.ARREARS)))
        .hasCauseInstanceOf(LedgerException.class)
        .hasMessageContaining("no room");

    assertThat(held(9)).containsExactly(listed("浙A12345", VehicleClass.MONTHLY));
    change("DROP TRIGGER stop");
    assertThat(told(pass(Direction.ENTER, "浙A12345", 0))).containsExactly("1 entry MONTHLY");
    assertThat(replace(2, listed("浙C11111", VehicleClass.ARREARS)).replaced())
        .as("what failed may come again")
        .isTrue();
  }

  @Test
  void twentyThousandPlates_areOnePieceOfWork_andAreFoundByTheirKey() throws Exception {
    List<ListedPlate> many =
        IntStream.range(0, LARGE)
            .mapToObj(i -> listed(Samples.plateNo(i), VehicleClass.MONTHLY))
            .toList();
    assertThat(ledger.replace(new PlateList(1, many)).join().plates()).isEqualTo(LARGE);

    assertThat(held(LARGE + 1)).hasSize(LARGE);
    assertThat(told(pass(Direction.ENTER, Samples.plateNo(LARGE - 1), 0)))
        .containsExactly("1 entry MONTHLY");
    assertThat(told(pass(Direction.ENTER, Samples.plateNo(LARGE), 0))).containsExactly("2 entry");
    assertThat(plan(PlateListTable.OF_PLATE))
        .contains("SEARCH listed_plate USING PRIMARY KEY (plate=?)")
        .doesNotContain("SCAN");
  }

  @Test
  void classOfALaterVersion_isPassedOver_andTheVehicleIsRecorded() throws Exception {
    replace(1, listed("浙A12345", VehicleClass.MONTHLY));
    change("UPDATE listed_plate SET class = 'LATER'");

    assertThat(told(pass(Direction.ENTER, "浙A12345", 0))).containsExactly("1 entry");
    assertThat(held(9)).isEmpty();
  }

  @Test
  void view_showsOneClass_inTheOrderOfPlates() {
    replace(
        1,
        listed("浙C11111", VehicleClass.ARREARS),
        listed("浙B67890", VehicleClass.MONTHLY),
        listed("浙A12345", VehicleClass.ARREARS));
    try (LedgerView view = LedgerView.open(directory)) {
      assertThat(view.listPlates(Optional.of(VehicleClass.ARREARS), 9))
          .extracting(listed -> listed.plate().text())
          .containsExactly("浙A12345", "浙C11111");
      assertThat(view.listPlates(Optional.empty(), 2)).hasSize(2);
      assertThat(view.plateList()).isEqualTo(new Replacement(false, 1, 3));
    }
  }

  private String plan(String query) throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
      StringBuilder plan = new StringBuilder();
      while (rows.next()) {
        plan.append(rows.getString("detail")).append('\n');
      }
      return plan.toString();
    }
  }

  private void change(String sql) throws Exception {
    try (Connection connection = connect()) {
      Sql.execute(connection, "PRAGMA busy_timeout = 5000");
      Sql.execute(connection, sql);
    }
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection(
        LedgerDatabase.url(directory.resolve(LedgerFolder.DATABASE)));
  }
}
