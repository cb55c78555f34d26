package io.wugan.agent.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.wugan.agent.runtime.HealthRecorder;
import io.wugan.agent.testing.Passages;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Display;
import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthEvents;
import io.wugan.core.lane.Direction;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.lot.LeaveToKeeper;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A display that fails or hangs, beside a lane whose passages go on: acceptance scenario A37. */
class DriverDisplayTest {

  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final SystemLotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(3));

  /** Does as the script says, one word for each call; hangs until it is let go. */
  private static final class ScriptedDisplay implements Display {
    private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile CountDownLatch letGo = new CountDownLatch(0);
    private volatile String mood = "answers";
    private final CountDownLatch closed = new CountDownLatch(1);

    void feel(String word) {
      boolean hangs = word.equals("hangs");
      if (hangs && letGo.getCount() == 0) {
        letGo = new CountDownLatch(1);
      }
      mood = word; // before the call that hangs is let go: the next one may follow at once
      if (!hangs) {
        letGo.countDown();
      }
    }

    @Override
    public void show(List<String> lines) throws DeviceException {
      switch (mood) {
        case "fails" -> throw new DeviceException("led", "no such port");
        case "breaks" -> throw new IllegalStateException("a fault of the driver");
        case "hangs" -> hang();
        default -> shown.add(lines.get(0));
      }
    }

    private void hang() throws DeviceException {
      begun.countDown();
      try {
        if (!letGo.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          throw new DeviceException("led", "hung to the end of the test");
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  /** Each word is a vehicle, and what the display does when it is to greet it. */
  @ParameterizedTest(name = "A37 {0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      textBlock =
          """
          answers                              | answers answers                                     | 1 2   | Entry Entry
          two failures are no alarm            | fails fails answers fails fails answers             | 3 6   | Entry Entry Entry Entry Entry Entry
          three in a row, told once            | fails fails fails fails fails                       |       | Entry Entry Entry RAISED Entry Entry
          answers again, cleared once          | fails fails fails answers answers                   | 4 5   | Entry Entry Entry RAISED Entry CLEARED Entry
          a driver's fault is a failure        | breaks breaks breaks answers                        | 4     | Entry Entry Entry RAISED Entry CLEARED
          silent again is another alarm        | fails fails fails answers fails fails fails answers | 4 8   | Entry Entry Entry RAISED Entry CLEARED Entry Entry Entry RAISED Entry CLEARED
          hangs at the first                   | answers hangs hangs hangs hangs                     | 1     | Entry Entry Entry Entry RAISED Entry
          hangs for a time                     | hangs hangs hangs answers answers                   | 4 5   | Entry Entry Entry RAISED Entry CLEARED Entry
          fails, hangs, fails                  | fails hangs fails answers                           | 4     | Entry Entry Entry RAISED Entry CLEARED
          """)
  void vehiclesPass_whateverTheDisplayDoes(String name, String moods, String shown, String records)
      throws Exception {
    ScriptedDisplay led = new ScriptedDisplay();
    try (SqliteLedger ledger = SqliteLedger.open(directory, new EventCodec("s1", "e1"), ids);
        DriverDisplay display =
            new DriverDisplay(
                "E1",
                led,
                new HealthRecorder(ledger, ids::next, directory.resolve("alarms.txt")),
                clock,
                LIMIT)) {
      PassageRecorder recorder = recorder(ledger);
      int vehicle = 0;
      for (String mood : moods.split(" ")) {
        led.feel(mood);
        display.show(DriverMessages.standard().of(enter(recorder, ++vehicle)).lines());
        assertThat(display.awaitIdle(PATIENCE)).isTrue();
      }
      led.feel("answers");
    }
    List<String> wanted = new ArrayList<>();
    if (shown != null) {
      for (String number : shown.split(" ")) {
        wanted.add(plate(Integer.parseInt(number)));
      }
    }
    assertThat(led.shown).isEqualTo(wanted);
    assertThat(toldInOrder()).isEqualTo(records);
  }

  private PassageRecorder recorder(Ledger ledger) throws IOException {
    SessionKeeper keeper = new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
    FileEvidenceStore evidence = new FileEvidenceStore(directory.resolve("evidence"));
    return new PassageRecorder(ledger, evidence, keeper, ids::next, clock);
  }

  @Test
  void stayThatTheKeeperTellsBeforeTheLaneComes_isNotOverwritten() throws Exception {
    ScriptedDisplay led = new ScriptedDisplay();
    FileEvidenceStore evidence = new FileEvidenceStore(directory.resolve("evidence"));
    try (SqliteLedger ledger = SqliteLedger.open(directory, new EventCodec("s1", "e1"), ids);
        DriverDisplay display = new DriverDisplay("E1", led, alarm -> true, clock, PATIENCE)) {
      PassageRecorder gate =
          new PassageRecorder(ledger, evidence, new LeaveToKeeper(), ids::next, clock);
      Commit early = leave(gate, 1);
      Commit late = leave(gate, 2);
      for (Runnable told :
          List.<Runnable>of(
              () -> display.show(early.change().passage().orElseThrow(), Duration.ofMinutes(80)),
              () -> display.show(early),
              () -> display.show(late),
              () -> display.show(late.change().passage().orElseThrow(), Duration.ofMinutes(2)))) {
        told.run();
        assertThat(display.awaitIdle(PATIENCE)).isTrue();
      }
    }
    assertThat(led.shown).containsExactly(plate(1), plate(2), plate(2));
  }

  private Commit leave(PassageRecorder gate, int vehicle) {
    return gate.submit(
            Passages.of(ids.next(), Direction.EXIT, Optional.of(plate(vehicle)), clock.now()))
        .join();
  }

  private static String plate(int vehicle) {
    return "浙A%05d".formatted(vehicle);
  }

  private Commit enter(PassageRecorder recorder, int vehicle) {
    return recorder
        .submit(Passages.of(ids.next(), Direction.ENTER, Optional.of(plate(vehicle)), clock.now()))
        .join();
  }

  /** What lies in the outbox, byte for byte what the cloud is sent. */
  private String toldInOrder() {
    List<String> told = new ArrayList<>();
    try (LedgerView view = LedgerView.open(directory)) {
      view.listRecords(1, 100)
          .forEach(
              row -> {
                String json = new String(row.payload(), StandardCharsets.UTF_8);
                if (json.contains("\"type\":\"parking.entry.v1\"")) {
                  told.add("Entry");
                } else if (json.contains("\"kind\":\"DISPLAY_SILENT\"")) {
                  told.add(json.replaceAll(".*\"state\":\"([A-Z]+)\".*", "$1"));
                } else {
                  told.add(json);
                }
              });
    }
    return String.join(" ", told);
  }

  @Test
  void displayThatHangs_neverHoldsUpTheLane_andTheNewestLinesWin() throws Exception {
    ScriptedDisplay led = new ScriptedDisplay();
    led.feel("hangs");
    Duration forEver = Duration.ofMinutes(5);
    HealthEvents nobody = alarm -> true;
    try (DriverDisplay display = new DriverDisplay("E1", led, nobody, clock, forEver)) {
      display.show(List.of("first"));
      assertThat(led.begun.await(20, TimeUnit.SECONDS)).isTrue();

      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> {
            for (int i = 0; i < 1000; i++) {
              display.show(List.of("vehicle " + i));
            }
          });

      led.feel("answers");
      assertThat(display.awaitIdle(PATIENCE)).isTrue();
      assertThat(led.shown).containsExactly("vehicle 999");
    }
  }

  @Test
  void displayThatHangs_isLeftBehind_whenTheLaneEnds() {
    ScriptedDisplay led = new ScriptedDisplay();
    led.feel("hangs");
    DriverDisplay display = new DriverDisplay("E1", led, alarm -> true, clock, LIMIT);
    display.show(List.of("first"));

    assertTimeoutPreemptively(Duration.ofSeconds(10), display::close);

    led.feel("answers");
  }

  @Test
  void close_showsWhatWaits_thenClosesTheDisplay() throws Exception {
    ScriptedDisplay led = new ScriptedDisplay();
    DriverDisplay display = new DriverDisplay("E1", led, alarm -> true, clock, PATIENCE);
    display.show(List.of("last"));
    display.show(List.of());
    display.close();
    display.close();
    assertThat(led.shown).containsExactly("last");
    assertThat(led.closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void alarmThatMeetsAFault_costsNoLaterGreeting() throws Exception {
    HealthEvents broken =
        alarm -> {
          throw new IllegalStateException("a fault of ours");
        };
    ScriptedDisplay led = new ScriptedDisplay();
    try (DriverDisplay display = new DriverDisplay("E1", led, broken, clock, LIMIT)) {
      for (String mood : List.of("fails", "fails", "fails", "answers")) {
        led.feel(mood);
        display.show(List.of(mood));
        assertThat(display.awaitIdle(PATIENCE)).isTrue();
      }
    }
    assertThat(led.shown).containsExactly("answers");
  }

  @Test
  void alarmThatIsNotCaptured_isToldAgainAtTheNextFailure() throws Exception {
    List<Boolean> told = Collections.synchronizedList(new ArrayList<>());
    HealthEvents captures =
        (HealthAlarm alarm) -> {
          told.add(alarm.raised());
          return told.size() != 1 && told.size() != 3;
        };
    ScriptedDisplay led = new ScriptedDisplay();
    try (DriverDisplay display = new DriverDisplay("E1", led, captures, clock, LIMIT)) {
      for (String mood :
          List.of("fails", "fails", "fails", "fails", "fails", "answers", "answers", "answers")) {
        led.feel(mood);
        display.show(List.of("浙A12345"));
        assertThat(display.awaitIdle(PATIENCE)).isTrue();
      }
    }
    assertThat(told).containsExactly(true, true, false, false);
  }

  /** Counts how often it is let do what is due. */
  private static final class TendedDisplay implements Display {
    private final AtomicInteger tended = new AtomicInteger();
    private final boolean dead;

    TendedDisplay(boolean dead) {
      this.dead = dead;
    }

    @Override
    public void show(List<String> lines) {}

    @Override
    public boolean tend(LocalDateTime now) throws DeviceException {
      tended.incrementAndGet();
      if (dead) {
        throw new DeviceException("E1", "no answer");
      }
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void idleDisplay_isTendedOnceAMinute_withoutAnyVehicle() {
    TendedDisplay led = new TendedDisplay(true);
    SystemLotClock known = new SystemLotClock(() -> true);
    try (DriverDisplay display = new DriverDisplay("E1", led, alarm -> true, known, LIMIT)) {
      Awaitility.await().atMost(PATIENCE).until(() -> led.tended.get() == 1);
      Awaitility.await()
          .during(Duration.ofSeconds(3))
          .atMost(PATIENCE)
          .until(() -> led.tended.get() == 1);
      assertThat(display).isNotNull();
    }
  }

  @Test
  void panelsClock_isLeftAlone_whileNobodyKnowsTheTime() {
    TendedDisplay led = new TendedDisplay(false);
    SystemLotClock unknown = new SystemLotClock(() -> false);
    try (DriverDisplay display = new DriverDisplay("E1", led, alarm -> true, unknown, LIMIT)) {
      Awaitility.await()
          .during(Duration.ofSeconds(3))
          .atMost(PATIENCE)
          .until(() -> led.tended.get() == 0);
      assertThat(display).isNotNull();
    }
  }
}
