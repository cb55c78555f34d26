package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.config.LedgerConfig;
import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthBook;
import io.wugan.core.health.HealthKind;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.PlateList;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.RetentionPolicy;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger's keeper does at one look. */
class LedgerKeeperTest {

  private static final long RESERVE = 1 << 20;

  @TempDir Path directory;
  private final SystemLotClock clock = new SystemLotClock();
  private final List<HealthAlarm> alarms = new ArrayList<>();
  private final HealthBook health = new HealthBook(alarms::add, clock);
  private final List<Throwable> fatal = new ArrayList<>();
  private SqliteLedger ledger;

  private Path data() {
    return directory.resolve("data");
  }

  private Path backups() {
    return directory.resolve("copies");
  }

  private LedgerConfig config(int keep) {
    return new LedgerConfig(
        Optional.empty(),
        RESERVE,
        Optional.of(backups()),
        Duration.ofHours(24),
        keep,
        RetentionPolicy.DEFAULT);
  }

  @BeforeEach
  void open() {
    TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(5));
    ledger = SqliteLedger.open(config(0).place(data()), new EventCodec("s1", "e1"), ids);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private LedgerKeeper keeper(int keep, long keepFree) {
    return new LedgerKeeper(
        new LedgerKeeper.Subject(ledger, new DataFolder(data()), config(keep), keepFree),
        health,
        clock,
        fatal::add);
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(backups())) {
      return files.toList();
    }
  }

  @Test
  void firstLook_makesReserveAndCopy_andTheNextNeither() throws Exception {
    LedgerKeeper keeper = keeper(2, 0);
    keeper.look();
    assertThat(data().resolve("ledger.reserve")).hasSize(RESERVE);
    assertThat(copies()).hasSize(1);

    keeper(2, 0).look();
    assertThat(copies()).as("the newest is young").hasSize(1);
    assertThat(health.tell()).isTrue();
    assertThat(alarms).isEmpty();
    assertThat(fatal).isEmpty();
  }

  @Test
  void reserveInUse_isAnAlarmAtOnce_andOverWhenItIsThereAgain() throws Exception {
    LedgerKeeper keeper = keeper(0, 0);
    keeper.look();
    keeper.watchReserve();
    assertThat(health.faults()).isEmpty();

    Files.delete(data().resolve("ledger.reserve")); // as the ledger does on a full disk
    keeper.watchReserve();
    assertThat(health.tell()).isTrue();
    assertThat(alarms)
        .singleElement()
        .satisfies(alarm -> assertThat(alarm.kind()).isEqualTo(HealthKind.DISK_FULL));

    keeper.look();
    assertThat(health.faults()).isEmpty();
  }

  @Test
  void oldCopies_areFollowedByANewOne_andGo() throws Exception {
    Files.createDirectories(backups());
    for (String day : List.of("20260101", "20260102", "20260103")) {
      Files.writeString(backups().resolve("ledger-" + day + "T000000Z.db"), "old");
    }
    keeper(2, 0).look();
    assertThat(copies())
        .hasSize(2)
        .anyMatch(file -> file.endsWith("ledger-20260103T000000Z.db"))
        .noneMatch(file -> file.endsWith("ledger-20260102T000000Z.db"));
  }

  @Test
  void whatHoldsPlatesBesideTheLedger_goesPastTheDaysOfStays_ifTheClockIsKnown() throws Exception {
    Path copy = backups().resolve("ledger-20260101T000000Z.db");
    Path damaged = data().resolve("ledger.damaged-20260101-000000000");
    Path replaced = data().resolve("ledger.replaced-20260401-000000000");
    Path bad = data().resolve("desk").resolve("0.order.bad");
    for (Path file : List.of(copy, damaged.resolve("ledger.db"), replaced.resolve("x"), bad)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "浙A12345");
    }
    Files.setLastModifiedTime(bad, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    Instant now = Instant.parse("2026-04-02T00:00:00Z");
    keeper(new LotTime(now, 1, "boot", ClockQuality.UNKNOWN, OptionalInt.empty())).look();
    assertThat(copy).exists();
    assertThat(damaged).exists();

    keeper(new LotTime(now, 1, "boot", ClockQuality.SYNCED, OptionalInt.empty())).look();

    assertThat(copy).doesNotExist();
    assertThat(damaged).doesNotExist();
    assertThat(bad).doesNotExist();
    assertThat(replaced).as("one day old").exists();
  }

  @Test
  void rowsPastTheirDays_goWithALook() {
    Instant over = Instant.parse("2026-01-01T00:00:00Z");
    ListedPlate listed =
        new ListedPlate(
            PlateNumber.of("浙A12345"), VehicleClass.MONTHLY, Optional.empty(), Optional.of(over));
    ledger.replace(new PlateList(1, List.of(listed))).join();
    for (int days : List.of(30, 31)) {
      Instant now = over.plus(Duration.ofDays(days)).plusSeconds(days == 30 ? 0 : 1);
      keeper(new LotTime(now, 1, "boot", ClockQuality.SYNCED, OptionalInt.empty())).look();
      try (LedgerView view = LedgerView.open(data())) {
        assertThat(view.listPlates(Optional.empty(), 9)).hasSize(days == 30 ? 1 : 0);
      }
    }
  }

  private LedgerKeeper keeper(LotTime now) {
    return new LedgerKeeper(
        new LedgerKeeper.Subject(ledger, new DataFolder(data()), config(0), 0),
        health,
        () -> now,
        fatal::add);
  }

  @Test
  void copyThatFindsNoRoom_isAnAlarm_untilOneIsMade() {
    keeper(2, Long.MAX_VALUE / 2).look();
    assertThat(health.tell()).isTrue();
    assertThat(alarms)
        .extracting(alarm -> alarm.kind() + " " + alarm.raised())
        .containsExactly("BACKUP_FAILING true");
  }

  @Test
  void journalThatCannotBeWritten_isAnAlarm() throws Exception {
    Files.writeString(data().resolve("journal"), "a file in its way");
    ledger.replace(new PlateList(1, List.of())).join();
    keeper(0, 0).look();
    assertThat(health.tell()).isTrue();
    assertThat(alarms)
        .extracting(alarm -> alarm.kind() + " " + alarm.raised())
        .containsExactly("JOURNAL_FAILING true");
  }

  @Test
  void wholeCheck_comesOnceAWeek_andDamageEndsTheAgent() throws Exception {
    LedgerKeeper keeper = keeper(0, 0);
    keeper.look();
    Path stamp = data().resolve("ledger.checked");
    Files.writeString(stamp, Instant.now().minus(Duration.ofDays(8)).toString());
    keeper.look();
    assertThat(Instant.parse(Files.readString(stamp, StandardCharsets.UTF_8).strip()))
        .isAfter(Instant.now().minusSeconds(60));
    assertThat(fatal).isEmpty();

    ledger.close();
    Path database = data().resolve("ledger.db");
    byte[] bytes = Files.readAllBytes(database);
    for (int at = 4096; at < bytes.length; at++) {
      bytes[at] = 0;
    }
    Files.write(database, bytes);
    Files.writeString(stamp, "not a time");
    keeper.look();
    assertThat(fatal).singleElement().isInstanceOf(RestartAdvisedException.class);
  }
}
