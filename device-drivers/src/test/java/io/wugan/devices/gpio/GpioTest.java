package io.wugan.devices.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.wugan.core.health.HealthBook;
import io.wugan.core.health.HealthFault;
import io.wugan.core.health.HealthKind;
import io.wugan.core.lane.InputEdge;
import io.wugan.core.lane.InputEdges;
import io.wugan.core.time.SystemLotClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contacts as files. The kernel's and Pi4J's drivers are tried on a real kernel: kernel-proof. */
class GpioTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path folder;
  private final SystemLotClock clock = new SystemLotClock();
  private final HealthBook health = new HealthBook(alarm -> true, clock);
  private Gpio gpio;

  private Gpio start(GpioSettings.Driver driver, String chip) {
    gpio =
        new Gpio(
            new GpioSettings(
                driver,
                chip,
                folder.resolve("contacts"),
                List.of(
                    new GpioSettings.Input("loop-a", 17, true, GpioSettings.Pull.UP, false),
                    new GpioSettings.Input("door", 5, false, GpioSettings.Pull.UP, true)),
                List.of(new GpioSettings.Output("lamp", 27, true, Duration.ofSeconds(30)))),
            clock,
            health);
    gpio.start();
    return gpio;
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (gpio != null) {
      gpio.close();
    }
  }

  private void set(String contact, String value) throws IOException {
    Files.writeString(folder.resolve("contacts").resolve(contact), value);
  }

  private String lamp() throws IOException {
    return Files.readString(folder.resolve("contacts/lamp")).strip();
  }

  @Test
  void inputs_tellHowTheyAre_andWhatChanges() throws IOException {
    InputEdges loop = start(GpioSettings.Driver.SIMULATED, "none").input("loop-a");
    List<InputEdge> edges = new ArrayList<>();
    await().atMost(SOON).until(() -> edges.addAll(loop.take()));
    assertThat(edges).extracting(InputEdge::active).containsExactly(false);
    assertThat(loop.isInOrder()).isTrue();

    set("loop-a", "1");
    await().atMost(SOON).until(() -> edges.addAll(loop.take()));
    set("loop-a", "0");
    await().atMost(SOON).until(() -> edges.addAll(loop.take()));
    assertThat(edges).extracting(InputEdge::active).containsExactly(false, true, false);
  }

  @Test
  void openDoor_isToldAtOnce_andWhenItIsShut() throws IOException {
    start(GpioSettings.Driver.SIMULATED, "none");
    await().atMost(SOON).until(() -> Files.exists(folder.resolve("contacts/door")));
    set("door", "1");
    await().atMost(SOON).until(() -> faults().contains("board door TAMPER"));
    set("door", "0");
    await().atMost(SOON).until(() -> faults().isEmpty());
  }

  private List<String> faults() {
    return health.faults().stream().map(GpioTest::line).toList();
  }

  private static String line(HealthFault fault) {
    return fault.place() + " " + fault.kind();
  }

  @Test
  void relay_isOnForAsLongAsAsked_andOffWhenTheBoardStops() throws Exception {
    start(GpioSettings.Driver.SIMULATED, "none");
    await().atMost(SOON).until(() -> Files.exists(folder.resolve("contacts/lamp")));
    gpio.output("lamp").switchOn(Duration.ofMillis(300));
    await().atMost(SOON).until(() -> lamp().equals("1"));
    await().atMost(SOON).until(() -> lamp().equals("0"));

    gpio.output("lamp").switchOn(Duration.ofSeconds(20));
    await().atMost(SOON).until(() -> lamp().equals("1"));
    gpio.close();
    assertThat(lamp()).isEqualTo("0");
  }

  @Test
  void contactsTakenAway_areToldOnce_andComeBackByThemselves() throws IOException {
    InputEdges loop = start(GpioSettings.Driver.SIMULATED, "none").input("loop-a");
    await().atMost(SOON).until(loop::isInOrder);
    Files.delete(folder.resolve("contacts/loop-a"));
    await().atMost(SOON).until(() -> faults().contains("board GPIO_FAILING"));
    await().atMost(SOON).until(() -> !loop.isInOrder() || Files.exists(contact()));
    await().atMost(SOON).until(loop::isInOrder);
    await().atMost(SOON).until(() -> faults().isEmpty());
  }

  private Path contact() {
    return folder.resolve("contacts/loop-a");
  }

  @Test
  void chipThatIsMissing_isAnAlarmThatNamesIt_andNothingElse() {
    start(GpioSettings.Driver.KERNEL, folder.resolve("gpiochip7").toString());
    await()
        .atMost(SOON)
        .until(() -> health.faults().stream().anyMatch(f -> f.kind() == HealthKind.GPIO_FAILING));
    assertThat(health.faults().get(0).detail())
        .contains("gpiochip7")
        .contains("cannot be opened")
        .contains("No such file");
    assertThat(gpio.input("loop-a").isInOrder()).isFalse();
    gpio.output("lamp").switchOn(Duration.ofSeconds(1));
  }

  @Test
  void label_thatNoChipHas_isAnAlarmThatNamesIt() {
    start(GpioSettings.Driver.KERNEL, "pinctrl-of-nobody");
    await().atMost(SOON).until(() -> !health.faults().isEmpty());
    assertThat(health.faults().get(0).detail()).contains("no chip is called 'pinctrl-of-nobody'");
  }

  @Test
  void pi4j_onABoardThatIsNoRaspberryPi_isAnAlarmThatSaysWhatToDo() {
    assumeFalse(Files.exists(Path.of("/proc/device-tree/model")), "this is no laptop");
    start(GpioSettings.Driver.PI4J, "none");
    await().atMost(SOON).until(() -> !health.faults().isEmpty());
    assertThat(health.faults().get(0).detail())
        .contains("works on a Raspberry Pi alone", "set gpio.driver: KERNEL");
    assertThat(gpio.input("loop-a").isInOrder()).isFalse();
  }

  @Test
  void names_thatNobodyHas_areRefused() {
    start(GpioSettings.Driver.SIMULATED, "none");
    assertThatThrownBy(() -> gpio.input("loop-z")).hasMessageContaining("loop-z");
    assertThatThrownBy(() -> gpio.output("siren")).hasMessageContaining("siren");
  }

  @Test
  void relay_isNeverOnForLongerThanItMay_howeverOftenItIsAsked() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(10).toNanos());
    Relay relay =
        new Relay(new GpioSettings.Output("siren", 1, false, Duration.ofSeconds(30)), now::get);
    relay.switchOn(Duration.ofMinutes(5));
    for (int second = 0; second < 30; second++) {
      assertThat(relay.isOn()).as("after %d s", second).isTrue();
      relay.switchOn(Duration.ofSeconds(20));
      now.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertThat(relay.isOn()).isFalse();

    relay.switchOn(Duration.ofSeconds(2));
    relay.switchOn(Duration.ofSeconds(1));
    now.addAndGet(Duration.ofMillis(1900).toNanos());
    assertThat(relay.isOn()).as("the longer of two").isTrue();
    relay.switchOff();
    assertThat(relay.isOn()).isFalse();
  }
}
