package io.wugan.agent.config;

import static io.wugan.agent.config.ConfigTexts.FOLDER;
import static io.wugan.agent.config.ConfigTexts.LEAST;
import static io.wugan.agent.config.ConfigTexts.good;
import static io.wugan.agent.config.ConfigTexts.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.lane.SignalCause;
import io.wugan.core.lane.LoopSettings;
import io.wugan.devices.gpio.GpioSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Inputs and outputs of a board, and which lane they belong to. */
class ContactsConfigTest {

  private static final String GPIO =
      """
      gpio:
        driver: kernel
        chip: /dev/gpiochip2
        inputs:
          - {id: loop-a, line: 17}
          - {id: loop-b, line: 22, activeLow: false, pull: NONE}
          - {id: door, line: 5, tamper: true}
        outputs:
          - {id: green, line: 27, maxOn: PT10S}
      """;

  private static String withLane(String keys) {
    return LEAST.replace("camera: {file: in.mp4}}", "camera: {file: in.mp4}, " + keys + "}") + GPIO;
  }

  @Test
  void boardWithoutContacts_hasNone() {
    AgentConfig config = good(LEAST);
    assertThat(config.gpio())
        .isEqualTo(
            new GpioSettings(
                GpioSettings.Driver.AUTO,
                "/dev/gpiochip0",
                Path.of("/var/lib/wugan/gpio"),
                java.util.List.of(),
                java.util.List.of()));
    assertThat(config.lanes().get(0).contacts()).isEqualTo(LaneContacts.NONE);
  }

  @Test
  void contacts_areRead() {
    AgentConfig config =
        good(
            withLane(
                "loops: {outer: loop-a, inner: loop-b, stuckAfter: PT5M}, button: door,"
                    + " signals: [{output: green, when: PRESENT, lasts: PT3S}]"));
    assertThat(config.gpio().driver()).isEqualTo(GpioSettings.Driver.KERNEL);
    assertThat(config.gpio().inputs())
        .containsExactly(
            new GpioSettings.Input("loop-a", 17, true, GpioSettings.Pull.UP, false),
            new GpioSettings.Input("loop-b", 22, false, GpioSettings.Pull.NONE, false),
            new GpioSettings.Input("door", 5, true, GpioSettings.Pull.UP, true));
    assertThat(config.gpio().outputs())
        .containsExactly(new GpioSettings.Output("green", 27, true, Duration.ofSeconds(10)));
    LaneContacts contacts = config.lanes().get(0).contacts();
    assertThat(contacts.outerLoop()).contains("loop-a");
    assertThat(contacts.innerLoop()).contains("loop-b");
    assertThat(contacts.loops())
        .isEqualTo(
            new LoopSettings(
                LoopSettings.DEFAULT.debounce(),
                Duration.ofMinutes(5),
                LoopSettings.DEFAULT.missedVehicles()));
    assertThat(contacts.button()).contains("door");
    assertThat(contacts.signals())
        .containsExactly(
            new LaneContacts.Signal("green", SignalCause.PRESENT, Duration.ofSeconds(3)));
  }

  @Test
  void contacts_thatAreNotThere_orUsedTwice_areTold() {
    assertThat(
            problems(
                withLane(
                    "loops: {outer: loop-z, inner: loop-b}, button: loop-b,"
                        + " signals: [{output: siren}]")))
        .containsExactly(
            "f:6: error: lanes[0].loops.outer: found 'loop-z'; allowed: the id of an input of gpio:"
                + " [loop-a, loop-b, door]",
            "f:6: error: lanes[0].loops.inner: found loop-b alone; allowed: 'outer' for the only loop"
                + " of a lane",
            "f:6: error: lanes[0].button: found 'loop-b' a second time; allowed: an input that"
                + " nothing else uses",
            "f:6: error: lanes[0].signals[0].output: found 'siren'; allowed: the id of an output of"
                + " gpio: [green]");
  }

  @Test
  void linesAndNames_twiceOrMissing_areTold() {
    String gpio =
        "gpio: {folder: contacts, inputs: [{id: a, line: 17}, {id: a, line: 17}, {id: b}]}\n";
    assertThat(problems(LEAST + gpio))
        .containsExactly(
            "f:7: error: gpio.inputs[1].id: found 'a' a second time; allowed: an id that no other"
                + " contact has",
            "f:7: error: gpio.inputs[1].line: found 17 a second time; allowed: a line that no other"
                + " contact has",
            "f:7: error: gpio.inputs[2].line: found nothing; allowed: the number of the line; on a"
                + " Raspberry Pi the BCM number");
    assertThat(good(LEAST + "gpio: {folder: contacts}").gpio().folder())
        .isEqualTo(FOLDER.resolve("contacts"));
  }
}
