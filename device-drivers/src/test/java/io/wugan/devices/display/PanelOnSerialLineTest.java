package io.wugan.devices.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.device.Announcement;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Display;
import io.wugan.devices.display.DisplaySettings.Answering;
import io.wugan.devices.display.DisplaySettings.Look;
import io.wugan.devices.display.DisplaySettings.Serial;
import io.wugan.devices.serial.PanelPeer;
import io.wugan.devices.serial.PanelPeer.Mood;
import io.wugan.devices.serial.PseudoTerminal;
import io.wugan.devices.serial.SerialBuses;
import io.wugan.devices.serial.SerialSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Panels behind a real port of the kernel, whose other end checks every byte and misbehaves. */
@EnabledOnOs(OS.LINUX)
// Acceptance scenario A37: the display does not answer.
class PanelOnSerialLineTest {

  private static final String WELCOME = "0064FFFF300901BBB6D3ADB9E2C1D93258";
  private static final Announcement VOICE =
      new Announcement(List.of(), "欢迎光临", OptionalInt.empty());

  @TempDir Path folder;
  private final SerialBuses buses = new SerialBuses();
  private PseudoTerminal terminal;
  private PanelPeer peer;

  @BeforeEach
  void plug() throws IOException {
    terminal = new PseudoTerminal(folder.resolve("usb-RS485-if00-port0"));
    terminal.plug();
    peer = new PanelPeer(terminal);
  }

  @AfterEach
  void pull() throws IOException {
    peer.close();
  }

  private DisplaySettings settings(int panel, Answering answering, int baud) {
    SerialSettings line = new SerialSettings(terminal.port(), baud, SerialSettings.Direction.AUTO);
    return new DisplaySettings(
        PanelType.OLM, new Serial(line), panel, answering, Look.standard(PanelType.OLM));
  }

  private Display panel(int number) {
    return Displays.open("E1", settings(number, Answering.STANDARD, 9600), buses);
  }

  @Test
  void panelThatAnswers_isSentEveryByteOnce() throws DeviceException {
    try (Display panel = panel(0)) {
      panel.announce(VOICE);
      assertThat(peer.frames()).containsExactly(WELCOME);
      panel.show(List.of("浙A12345 停车1小时20分 请离场后付费"));
    }
    PanelPreview expected =
        PanelPreview.of(
            settings(0, Answering.STANDARD, 9600),
            Announcement.of(List.of("浙A12345 停车1小时20分 请离场后付费")));
    assertThat(peer.frames())
        .containsExactly(WELCOME, expected.frames().get(0).hex().replace(" ", ""));
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"NOISE_BEFORE", "HALF_THEN_WHOLE", "IN_PIECES", "ECHO_THEN_ANSWER"})
  void answerBehindNoise_isFoundAtTheFirstTry(Mood mood) throws DeviceException {
    peer.next(mood);
    try (Display panel = panel(0)) {
      panel.announce(VOICE);
    }
    assertThat(peer.frames()).containsExactly(WELCOME);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"SILENT", "HALF", "WRONG_CHECKSUM", "WRONG_ADDRESS", "ECHO_ALONE", "FLOOD"})
  void frameWithoutRightAnswer_isSentAgain(Mood mood) throws DeviceException {
    peer.next(mood);
    try (Display panel = panel(0)) {
      panel.announce(VOICE);
    }
    assertThat(peer.frames()).containsExactly(WELCOME, WELCOME);
  }

  @Test
  void panelThatNeverAnswersRight_failsWithinASecond_andSaysWhatCame() {
    record Case(Mood mood, String words) {}
    List<Case> cases =
        List.of(
            new Case(Mood.SILENT, "nothing was received"),
            new Case(Mood.HALF, "received 00 64 FF FF 30"),
            new Case(Mood.WRONG_CHECKSUM, "wrong checksum"),
            new Case(Mood.WRONG_ADDRESS, "panel 9 has answered instead of 0"),
            new Case(Mood.ECHO_ALONE, "nothing but the request itself"));
    try (Display panel = panel(0)) {
      for (Case one : cases) {
        peer.from(one.mood());
        long from = System.nanoTime();
        assertThatThrownBy(() -> panel.announce(VOICE))
            .isInstanceOf(DeviceException.class)
            .hasMessageStartingWith("E1: ")
            .hasMessageContaining(one.words());
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(1100));
      }
      // Three tries each at most, and never without end.
      assertThat(peer.frames()).hasSizeBetween(2 * cases.size(), 3 * cases.size());
    }
  }

  @Test
  void answerThatComesTooLate_isNotTakenForTheNextPanels() throws DeviceException {
    peer.next(Mood.LATE);
    try (Display panel = panel(0);
        Display other = panel(1)) {
      panel.announce(VOICE);
      other.announce(VOICE);
    }
    // The late answer counts for panel 0's second try; panel 1 was asked itself.
    assertThat(peer.frames()).hasSizeBetween(2, 3).startsWith(WELCOME);
    assertThat(peer.frames().get(peer.frames().size() - 1)).startsWith("0164FFFF30");
  }

  @Test
  void boardThatNeverAnswers_countsAsShown_andKeepsTheLineUntilItsLastByte()
      throws DeviceException {
    peer.from(Mood.SILENT);
    DisplaySettings mute = settings(0, new Answering(false, Duration.ofMillis(300)), 2400);
    try (Display panel = Displays.open("E1", mute, buses)) {
      long from = System.nanoTime();
      panel.announce(VOICE);
      // 17 bytes of ten bits with 2400 a second.
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(70));
    }
    long until = System.nanoTime() + 5_000_000_000L;
    while (peer.frames().isEmpty() && System.nanoTime() < until) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(peer.frames()).containsExactly(WELCOME);
  }

  @Test
  void portPulledAndBack_isUsedAgain() throws Exception {
    try (Display panel = panel(0)) {
      panel.announce(VOICE);
      terminal.pull();
      assertThatThrownBy(() -> panel.announce(VOICE)).hasMessageContaining("port");
      assertThatThrownBy(() -> panel.announce(VOICE)).isInstanceOf(DeviceException.class);
      terminal.plug();
      panel.announce(VOICE);
      assertThat(peer.frames()).containsExactly(WELCOME, WELCOME);
    }
  }

  @Test
  void portAbsentAtTheStart_isNamed_andUsedOnceItCame() throws Exception {
    terminal.pull();
    try (Display panel = panel(0)) {
      assertThatThrownBy(() -> panel.announce(VOICE))
          .hasMessageContaining(terminal.port())
          .hasMessageContaining("no such device");
      terminal.plug();
      panel.announce(VOICE);
    }
    assertThat(peer.frames()).containsExactly(WELCOME);
  }

  @Test
  void fileThatIsNoPort_isRefusedInWords() throws IOException {
    Path file = java.nio.file.Files.createFile(folder.resolve("plain"));
    SerialSettings line = new SerialSettings(file.toString(), 9600, SerialSettings.Direction.AUTO);
    DisplaySettings settings =
        new DisplaySettings(
            PanelType.OLM, new Serial(line), 0, Answering.STANDARD, Look.standard(PanelType.OLM));
    try (Display panel = Displays.open("E1", settings, buses)) {
      assertThatThrownBy(() -> panel.announce(VOICE)).hasMessageContaining("cannot be opened");
    }
  }

  @Test
  void panelsOfOneBus_takeTurns() throws Exception {
    ExecutorService lanes = Executors.newFixedThreadPool(3);
    try (Display first = panel(1);
        Display second = panel(2);
        Display third = panel(3)) {
      List<Future<?>> shown = new ArrayList<>();
      for (Display panel : List.of(first, second, third)) {
        shown.add(
            lanes.submit(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    panel.announce(VOICE);
                  }
                  return null;
                }));
      }
      for (Future<?> one : shown) {
        one.get();
      }
    } finally {
      lanes.shutdownNow();
    }
    assertThat(peer.frames()).hasSize(60);
    assertThat(peer.overlaps()).isZero();
    for (String address : List.of("01", "02", "03")) {
      assertThat(peer.frames().stream().filter(f -> f.startsWith(address))).hasSize(20);
    }
  }

  @Test
  void deadPanel_doesNotKeepItsNeighbourFromTheLine() throws Exception {
    ExecutorService lane = Executors.newSingleThreadExecutor();
    try (Display dead = panel(1);
        Display good = panel(2)) {
      peer.next(Mood.SILENT);
      Future<?> failing =
          lane.submit(
              () -> {
                dead.announce(VOICE);
                return null;
              });
      long until = System.nanoTime() + 5_000_000_000L;
      while (peer.frames().isEmpty() && System.nanoTime() < until) {
        LockSupport.parkNanos(1_000_000);
      }
      long from = System.nanoTime();
      good.announce(VOICE);
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(900));
      failing.get();
    } finally {
      lane.shutdownNow();
    }
    assertThat(peer.frames().stream().map(f -> f.substring(0, 2)))
        .containsExactly("01", "02", "01");
  }

  @Test
  void onePortWithTwoSpeeds_isRefused() {
    try (Display panel = panel(0)) {
      assertThatThrownBy(() -> Displays.open("X1", settings(1, Answering.STANDARD, 19200), buses))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("need the same");
    }
  }

  @Test
  void clock_isSetAtOnceAndThenOnceADay() throws DeviceException {
    LocalDateTime now = LocalDateTime.of(2026, 11, 26, 8, 0);
    try (Display panel = panel(0)) {
      assertThat(panel.tend(now)).isTrue();
      assertThat(panel.tend(now.plusHours(23))).isFalse();
      peer.from(Mood.SILENT);
      assertThatThrownBy(() -> panel.tend(now.plusHours(24))).isInstanceOf(DeviceException.class);
      peer.from(Mood.ANSWERS);
      assertThat(panel.tend(now.plusHours(25))).isTrue();
    }
    assertThat(peer.frames().get(0)).startsWith("0064FFFF0508EA070B1A0508");
    assertThat(peer.frames().get(peer.frames().size() - 1)).startsWith("0064FFFF0508EA070B1B0609");
  }

  @Test
  void closedDisplay_refuses_andFreesThePort() throws DeviceException {
    Display panel = panel(0);
    panel.announce(VOICE);
    panel.close();
    panel.close();
    assertThatThrownBy(() -> panel.announce(VOICE)).hasMessageContaining("closed");
    try (Display again = Displays.open("E1", settings(0, Answering.STANDARD, 19200), buses)) {
      again.announce(VOICE);
    }
  }

  @Test
  void test_tellsWhatThePanelAnswered() throws DeviceException {
    assertThat(Displays.test("E1", settings(0, Answering.STANDARD, 9600), VOICE))
        .containsExactly("panel 0 answers 00 64 FF FF 30 01 00 " + crc("0064FFFF300100"));
  }

  private static String crc(String hex) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    int crc = Checksums.crc16(bytes, 0, bytes.length);
    return "%02X %02X".formatted(crc & 0xFF, crc >> 8);
  }
}
