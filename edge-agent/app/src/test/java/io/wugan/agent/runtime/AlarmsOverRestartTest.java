package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.agent.lane.DriverDisplay;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Display;
import io.wugan.core.health.HealthBook;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.OutboxRow;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alarm that was raised before a restart ends for the cloud too; each life is a new agent. */
class AlarmsOverRestartTest {

  private static final Pattern ALERT =
      Pattern.compile("\"kind\":\"(\\w+)\",\"state\":\"(\\w+)\",\"lane\":\"(\\w+)\"");

  @TempDir Path data;
  private final SystemLotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(5));

  private interface Life {
    void live(HealthRecorder health) throws Exception;
  }

  /** Starts, lives and ends; what the cloud is told of in all. */
  private List<String> live(Life life) throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(data, new EventCodec("s1", "e1"), ids)) {
      life.live(new HealthRecorder(ledger, ids::next, file()));
      return ledger.outbox().list(1, 50).stream()
          .map(OutboxRow::payload)
          .map(payload -> ALERT.matcher(new String(payload, StandardCharsets.UTF_8)))
          .filter(Matcher::find)
          .map(found -> found.group(1) + " " + found.group(2) + " " + found.group(3))
          .toList();
    }
  }

  private Path file() {
    return data.resolve("alarms.txt");
  }

  private void look(HealthRecorder health, boolean wrong) {
    HealthBook book = new HealthBook(health, clock);
    for (int look = 0; look < 2; look++) {
      book.set(HealthKind.DISK_FULL, HealthPlace.BOARD, wrong, "no room");
      assertThat(book.tell()).isTrue();
    }
  }

  @Test
  void faultThatIsGoneAfterARestart_isCleared_once() throws Exception {
    live(health -> look(health, true));

    assertThat(live(health -> look(health, false)))
        .containsExactly("DISK_FULL RAISED board", "DISK_FULL CLEARED board");
    assertThat(live(health -> look(health, false))).hasSize(2);
  }

  @Test
  void faultThatLastsOverARestart_isRaisedOnceMore_andClearedOnce() throws Exception {
    live(health -> look(health, true));
    live(health -> look(health, true));

    assertThat(live(health -> look(health, false)))
        .containsExactly(
            "DISK_FULL RAISED board", "DISK_FULL RAISED board", "DISK_FULL CLEARED board");
  }

  @Test
  void displayThatAnswersAfterARestart_isCleared() throws Exception {
    live(health -> greet(health, true, 3));

    assertThat(live(health -> greet(health, false, 2)))
        .containsExactly("DISPLAY_SILENT RAISED in1", "DISPLAY_SILENT CLEARED in1");
  }

  /** A display that works or does not. */
  private static final class Led implements Display {
    private final boolean broken;
    private final AtomicInteger calls = new AtomicInteger();

    private Led(boolean broken) {
      this.broken = broken;
    }

    @Override
    public void show(List<String> lines) throws DeviceException {
      calls.incrementAndGet();
      if (broken) {
        throw new DeviceException("in1", "no such port");
      }
    }

    @Override
    public void close() {}
  }

  private void greet(HealthRecorder health, boolean broken, int vehicles) {
    Led led = new Led(broken);
    try (DriverDisplay display = new DriverDisplay("in1", led, health, clock)) {
      for (int i = 1; i <= vehicles; i++) {
        int calls = i;
        display.show(List.of("浙A1234" + i));
        await().until(() -> led.calls.get() == calls);
      }
    }
  }

  @Test
  void alarmsThatNobodyLooksAfterAnyMore_areClearedAtTheStart() throws Exception {
    live(
        health -> {
          greet(health, true, 3);
          look(health, true);
        });

    assertThat(
            live(
                health ->
                    health.clearUnless((kind, lane) -> kind != HealthKind.DISPLAY_SILENT, clock)))
        .containsExactly(
            "DISPLAY_SILENT RAISED in1", "DISK_FULL RAISED board", "DISPLAY_SILENT CLEARED in1");
  }

  @Test
  void tornFile_isReadAsFarAsItGoes_andTheAgentStarts() throws Exception {
    Files.writeString(file(), "DISK_FULL board\nNO_SUCH x\nBACKUP_FAI\n\0\0\n");

    assertThat(live(health -> look(health, false))).containsExactly("DISK_FULL CLEARED board");
  }

  @Test
  void file_isAlwaysOfOneBlock_soThatAFullDiskCanHoldIt() throws Exception {
    live(health -> assertThat(file()).hasSize(4096));
    live(health -> look(health, true));
    assertThat(file()).hasSize(4096);
    live(health -> look(health, false));
    assertThat(file()).hasSize(4096);
  }
}
