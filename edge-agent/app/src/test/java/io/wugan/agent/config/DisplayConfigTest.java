package io.wugan.agent.config;

import static io.wugan.agent.config.ConfigTexts.LEAST;
import static io.wugan.agent.config.ConfigTexts.good;
import static io.wugan.agent.config.ConfigTexts.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.message.MessageKind;
import io.wugan.agent.message.MessageSettings;
import io.wugan.agent.message.QuietHours;
import io.wugan.agent.message.Template;
import io.wugan.devices.display.DisplaySettings;
import io.wugan.devices.display.DisplaySettings.Answering;
import io.wugan.devices.display.DisplaySettings.Look;
import io.wugan.devices.display.DisplaySettings.Network;
import io.wugan.devices.display.DisplaySettings.PanelColor;
import io.wugan.devices.display.DisplaySettings.Serial;
import io.wugan.devices.display.PanelType;
import io.wugan.devices.serial.SerialSettings;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lanes[].display}: every key, its default, and what is refused. */
class DisplayConfigTest {

  private static String lane(String display) {
    return LEAST.replace(
        "camera: {file: in.mp4}}", "camera: {file: in.mp4}, display: " + display + "}");
  }

  private static DisplayConfig display(String display) {
    return good(lane(display)).lanes().get(0).display();
  }

  @Test
  void laneWithoutDisplay_tellsTheLog() {
    assertThat(good(LEAST).lanes().get(0).display()).isEqualTo(DisplayConfig.NONE);
    assertThat(display("{type: log}")).isEqualTo(DisplayConfig.NONE);
  }

  @Test
  void serialPanel_hasTheUsualSettings() {
    assertThat(display("{type: olm, port: /dev/serial/by-id/usb-1}"))
        .isEqualTo(
            new DisplayConfig(
                new DisplaySettings(
                    PanelType.OLM,
                    new Serial(
                        new SerialSettings(
                            "/dev/serial/by-id/usb-1", 9600, SerialSettings.Direction.AUTO)),
                    0,
                    Answering.STANDARD,
                    Look.standard(PanelType.OLM)),
                MessageSettings.STANDARD));
  }

  @Test
  void everyKey_isMapped() {
    DisplayConfig display =
        display(
            """
            {type: a5, port: /dev/ttyS1, baud: 19200, direction: rts_low, panel: 7, answers: false,
                answerWithin: PT0.2S, lines: 2, lineBytes: 16, stays: PT5S, color: yellow, mask: true, bays: 120,
                texts: {entry: ["{plate}", "余位{free}"], exit: 一路平安}}""");
    assertThat(display.panel())
        .isEqualTo(
            new DisplaySettings(
                PanelType.A5,
                new Serial(
                    new SerialSettings("/dev/ttyS1", 19200, SerialSettings.Direction.RTS_LOW)),
                7,
                new Answering(false, Duration.ofMillis(200)),
                new Look(2, 16, Duration.ofSeconds(5), PanelColor.YELLOW, Optional.empty())));
    assertThat(display.messages())
        .isEqualTo(
            new MessageSettings(
                Map.of(
                    MessageKind.ENTRY,
                    List.of(Template.of("{plate}"), Template.of("余位{free}")),
                    MessageKind.EXIT,
                    List.of(Template.of("一路平安"))),
                true,
                OptionalInt.of(120),
                false,
                MessageSettings.Voice.SILENT));
  }

  @Test
  void lcdPanelWithVoice_isMapped() {
    DisplayConfig display =
        display(
            """
            {type: lcd, address: "udp://192.168.1.50:6666", message: '{"t":"{lines}","v":"{voice}"}',
                voice: {on: true, quietFrom: "22:00", quietTo: "07:00", texts: {entry: "{plate},欢迎光临"}}}""");
    assertThat(display.panel().connection()).isEqualTo(new Network(true, "192.168.1.50", 6666));
    assertThat(display.panel().look().message()).contains("{\"t\":\"{lines}\",\"v\":\"{voice}\"}");
    assertThat(display.messages().voice())
        .isEqualTo(
            new MessageSettings.Voice(
                true,
                Optional.of(new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0))),
                Map.of(MessageKind.ENTRY, Template.of("{plate},欢迎光临"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{port: /dev/a} | type: found nothing; allowed: OLM",
        "{type: neon} | type: found 'neon'",
        "{type: olm} | port: found nothing; allowed: one of port and address",
        "{type: olm, port: /dev/a, address: 'tcp://h:1'} | address: found both",
        "{type: olm, port: ttyS0} | port: found 'ttyS0'; allowed: the path of a serial device",
        "{type: olm, port: /dev/a, baud: 300} | a whole number from 1200 to 115200",
        "{type: olm, port: /dev/a, panel: 256} | a whole number from 0 to 255",
        "{type: olm, port: /dev/a, lines: 5} | a whole number from 1 to 4",
        "{type: olm, port: /dev/a, lineBytes: 33} | a whole number from 4 to 32",
        "{type: olm, port: /dev/a, answerWithin: PT1S} | from PT0.05S to PT0.8S",
        "{type: olm, address: 'udp://h:1'} | allowed: tcp://HOST:PORT for type OLM",
        "{type: lcd, address: 'http://h:1'} | udp://HOST:PORT or tcp://HOST:PORT",
        "{type: lcd, address: 'udp://h:70000'} | a port from 1 to 65535",
        "{type: lcd, port: /dev/a} | an address for type LCD",
        "{type: lcd, address: 'udp://h:1', message: '{\"a\":\"{plate}\"}'} | found the placeholder {plate}",
        "{type: lcd, address: 'udp://h:1', message: 'hello'} | which is no JSON object",
        "{type: olm, port: /dev/a, message: '{}'} | none for type OLM",
        "{type: a5, port: /dev/a, voice: {on: true}} | voice.on: found true; allowed: false for type A5",
        "{type: counter, port: /dev/a} | bays: found nothing",
        "{type: log, port: /dev/a} | none for type LOG",
        "{type: olm, port: /dev/a, texts: {entry: 'x{free}'}} | {free} only where bays are given",
        "{type: olm, port: /dev/a, texts: {entry: [a, '{paid}']}} | texts.entry: found the placeholder {paid}",
        "{type: olm, port: /dev/a, texts: {entry: '{plate'}} | a brace without its partner",
        "{type: olm, port: /dev/a, voice: {quietFrom: '22:00'}} | quietTo: found nothing",
        "{type: olm, port: /dev/a, voice: {quietFrom: '22:00', quietTo: '22:00'}} | another time",
        "{type: olm, port: /dev/a, voice: {quietFrom: '25:00', quietTo: '07:00'}} | a time of day"
      })
  void wrongValue_isRefusedWithItsLine(String display, String words) {
    assertThat(problems(lane(display)))
        .anySatisfy(
            problem ->
                assertThat(problem).startsWith("f:6: error: lanes[0].display").contains(words));
  }

  @Test
  void unknownPlaceholder_isToldWithTheLineItStandsOn() {
    String text =
        LEAST.replace(
            "- {id: in, role: ENTRY, camera: {file: in.mp4}}",
            """
            - id: in
                role: ENTRY
                camera: {file: in.mp4}
                display:
                  type: LOG
                  texts:
                    exit:
                      - "{plate}"
                      - 应收{fee}元
            """
                .stripTrailing());
    assertThat(problems(text))
        .containsExactly(
            "f:14: error: lanes[0].display.texts.exit: found the placeholder {fee}; allowed: a text,"
                + " or a list of texts, with {plate}, {stay}, {free}, {class}");
  }

  @Test
  void unknownOccasion_isWarnedOf() {
    assertThat(problems(lane("{type: log, texts: {entrance: x}}")))
        .singleElement()
        .asString()
        .contains("warning", "texts.entrance", "entryMonthly");
  }

  @Test
  void panelsOfOnePort_shareItsSpeed_andHaveNumbersOfTheirOwn() {
    String two =
        LEAST
            + "  - {id: out, role: EXIT, camera: {file: o.mp4}, display: {type: olm, port: /dev/a, %s}}\n";
    String first = lane("{type: olm, port: /dev/a, panel: 1}");
    String text = first + two.substring(LEAST.length());
    assertThat(good(text.formatted("panel: 2")).lanes()).hasSize(2);
    assertThat(problems(text.formatted("panel: 1")))
        .singleElement()
        .asString()
        .contains("f:7:", "panel: found 1 a second time on /dev/a");
    assertThat(problems(text.formatted("panel: 2, baud: 19200")))
        .singleElement()
        .asString()
        .contains("f:7:", "baud: found 19200; allowed: the same");
  }
}
