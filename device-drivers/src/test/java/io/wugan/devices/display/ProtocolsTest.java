package io.wugan.devices.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.device.Announcement;
import io.wugan.devices.display.DisplaySettings.Answering;
import io.wugan.devices.display.DisplaySettings.Look;
import io.wugan.devices.display.DisplaySettings.Network;
import io.wugan.devices.display.DisplaySettings.PanelColor;
import io.wugan.devices.display.DisplaySettings.Serial;
import io.wugan.devices.serial.SerialSettings;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Frames, byte for byte, against the published examples and layouts. */
class ProtocolsTest {

  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();
  private static final OptionalInt NOBODY_KNOWS = OptionalInt.empty();

  static DisplaySettings serial(PanelType type, int panel) {
    return new DisplaySettings(
        type,
        new Serial(new SerialSettings("/dev/none", 9600, SerialSettings.Direction.AUTO)),
        panel,
        Answering.STANDARD,
        Look.standard(type));
  }

  private static DisplaySettings looking(DisplaySettings settings, Look look) {
    return new DisplaySettings(
        settings.type(), settings.connection(), settings.panel(), settings.answering(), look);
  }

  private static List<String> frames(DisplaySettings settings, Announcement announcement) {
    FittedText text = FittedText.of(announcement, settings);
    return PanelProtocol.of(settings).frames(text).stream().map(SPACED::formatHex).toList();
  }

  private static byte[] bytes(String hex) {
    return SPACED.parseHex(hex);
  }

  @Test
  void voiceAlone_isThePublishedVector() {
    assertThat(frames(serial(PanelType.OLM, 0), new Announcement(List.of(), "欢迎光临", NOBODY_KNOWS)))
        .containsExactly("00 64 FF FF 30 09 01 BB B6 D3 AD B9 E2 C1 D9 32 58");
  }

  @Test
  void textAndVoice_haveTheLayoutOf6E() {
    String hex =
        frames(
                serial(PanelType.OLM, 3),
                new Announcement(List.of("浙A12345", "欢迎光临"), "欢迎光临", NOBODY_KNOWS))
            .get(0);
    String expected =
        "03 64 FF FF 6E 33 00 02" // temporary, two lines
            + " 00 00 00 0A 01 FF 00 00 00 08 D5 E3 41 31 32 33 34 35"
            + " 0D"
            + " 01 00 00 0A 01 FF 00 00 00 08 BB B6 D3 AD B9 E2 C1 D9 00"
            + " 0A 08 BB B6 D3 AD B9 E2 C1 D9 00";
    assertThat(hex).startsWith(expected);
    byte[] frame = bytes(hex);
    assertThat(frame).hasSize(bytes(expected).length + 2);
    assertThat(crcOf(frame))
        .isEqualTo((frame[frame.length - 1] & 0xFF) << 8 | frame[frame.length - 2] & 0xFF);
  }

  // Another way to count it than the driver's: bit by bit from the highest, then turned round.
  private static int crcOf(byte[] frame) {
    int register = 0xFFFF;
    for (int i = 0; i < frame.length - 2; i++) {
      for (int bit = 0; bit < 8; bit++) {
        int in = frame[i] >> bit & 1;
        int out = register >> 15 & 1;
        register = register << 1 & 0xFFFF;
        if ((in ^ out) == 1) {
          register ^= 0x8005;
        }
      }
    }
    return Integer.reverse(register) >>> 16;
  }

  @Test
  void newerCards_have6FWithFontAndTime() {
    String hex = frames(serial(PanelType.OLM_6F, 0), Announcement.of(List.of("欢迎光临"))).get(0);
    assertThat(hex)
        .startsWith(
            "00 64 FF FF 6F 1B 00 0A 01 00 00 00 0A 01 03 00 FF 00 00 00 08"
                + " BB B6 D3 AD B9 E2 C1 D9 00 0A 00 00");
  }

  @Test
  void largestText_staysWithin255Bytes() {
    List<String> lines = List.of("欢".repeat(16), "迎".repeat(16), "光".repeat(16), "临".repeat(16));
    for (PanelType type : List.of(PanelType.OLM, PanelType.OLM_6F)) {
      List<String> frames =
          frames(serial(type, 0), new Announcement(lines, "声".repeat(40), NOBODY_KNOWS));
      byte[] frame = bytes(frames.get(0));
      assertThat(frame.length).isLessThanOrEqualTo(255);
      assertThat(frame[5] & 0xFF).isEqualTo(frame.length - 8);
      int voice = frame[frame.length - 3];
      assertThat(voice).isZero();
    }
  }

  @Test
  void clock_isSetWithSundayAsOne() {
    byte[] frame =
        PanelProtocol.of(serial(PanelType.OLM, 0))
            .clock(LocalDateTime.of(2026, 11, 29, 23, 58, 7))
            .orElseThrow();
    assertThat(SPACED.formatHex(frame)).startsWith("00 64 FF FF 05 08 EA 07 0B 1D 01 17 3A 07");
    assertThat(PanelProtocol.of(serial(PanelType.A5, 0)).clock(LocalDateTime.MAX)).isEmpty();
  }

  @Test
  void a5_hasAWindowForEachLine() {
    Look look = new Look(2, 8, Duration.ofSeconds(5), PanelColor.YELLOW, Optional.empty());
    assertThat(frames(looking(serial(PanelType.A5, 7), look), Announcement.of(List.of("欢迎", "A1"))))
        .containsExactly(
            withXor(
                "A5 07 07 3D 3D 14 14 3A 00 00 00 00 3F 0F 00 0A 05 05 00 03 03 00 04 BB B6 D3 AD"),
            withXor("A5 07 07 3D 3D 12 12 3A 01 00 00 10 3F 1F 00 0A 05 05 00 03 03 00 02 41 31"));
  }

  @Test
  void a5_emptiesRowsOfTheVehicleBefore() {
    Look look = new Look(3, 8, Duration.ofSeconds(5), PanelColor.RED, Optional.empty());
    assertThat(frames(looking(serial(PanelType.A5, 7), look), Announcement.of(List.of("A1"))))
        .hasSize(3)
        .endsWith(
            withXor("A5 07 07 3D 3D 11 11 3A 02 00 00 20 3F 2F 00 0A 05 05 00 02 02 00 01 20"));
    assertThat(frames(looking(serial(PanelType.A5, 7), look), Announcement.of(List.of())))
        .isEmpty();
  }

  private static String withXor(String hex) {
    int xor = 0;
    for (byte value : bytes(hex)) {
      xor ^= value & 0xFF;
    }
    return hex + " %02X".formatted(xor);
  }

  @Test
  void a5_holds80ChineseCharacters() {
    Look look = new Look(1, 160, Duration.ofSeconds(5), PanelColor.RED, Optional.empty());
    String hex =
        frames(looking(serial(PanelType.A5, 1), look), Announcement.of(List.of("字".repeat(80))))
            .get(0);
    byte[] frame = bytes(hex);
    assertThat(frame[22] & 0xFF).isEqualTo(160);
    assertThat(frame).hasSize(7 + 16 + 160 + 1);
  }

  @Test
  void counter_isThePublishedVector_greenOrRed() {
    DisplaySettings counter = serial(PanelType.COUNTER, 1);
    assertThat(frames(counter, new Announcement(List.of("x"), "", OptionalInt.of(888))))
        .containsExactly("3A 00 78 03 01 B6 0A");
    assertThat(frames(counter, new Announcement(List.of(), "", OptionalInt.of(0))))
        .containsExactly("3A 02 00 00 01 3D 0A");
    assertThat(frames(counter, Announcement.of(List.of("x")))).isEmpty();
  }

  @Test
  void counter_takesBothPublishedAnswers_andNoOther() {
    PanelProtocol counter = PanelProtocol.of(serial(PanelType.COUNTER, 1));
    byte[] request = bytes("3A 00 78 03 01 B6 0A");
    assertThat(answers(counter, request, "2A 00 78 03 01 A6 0A")).isTrue();
    assertThat(answers(counter, request, "3A 01 3B 0A")).isTrue();
    assertThat(answers(counter, request, "7F 3A 2A 00 78 03 01 A6 0A")).isTrue();
    assertThat(answers(counter, request, "3A 00 78 03 01 B6 0A")).isFalse();
    assertThat(answers(counter, request, "2A 00 78 03 01 A7 0A")).isFalse();
    assertThat(answers(counter, request, "2A 00 78 03 01 A6")).isFalse();
    assertThat(answers(counter, request, "3A 02 3C 0A")).isFalse();
  }

  private static boolean answers(PanelProtocol protocol, byte[] request, String received) {
    byte[] bytes = bytes(received);
    return protocol.answerTo(request).look(bytes, bytes.length).answered();
  }

  @Test
  void a5Answer_isCheckedByNumberAndXor() {
    PanelProtocol panel = PanelProtocol.of(serial(PanelType.A5, 2));
    byte[] request = bytes(withXor("A5 02 02 3D 3D 01 01 3A"));
    assertThat(answers(panel, request, withXor("A5 02 02 3D 3D 02 02 3A 00"))).isTrue();
    assertThat(answers(panel, request, "A5 A5 " + withXor("A5 02 02 3D 3D 02 02 3A 00"))).isTrue();
    assertThat(answers(panel, request, withXor("A5 03 03 3D 3D 02 02 3A 00"))).isFalse();
    assertThat(answers(panel, request, "A5 02 02 3D 3D 02 02 3A 00 11")).isFalse();
    assertThat(answers(panel, request, SPACED.formatHex(request))).isFalse();
  }

  @Test
  void lcd_isJson_whateverStandsInTheText() {
    DisplaySettings lcd =
        new DisplaySettings(
            PanelType.LCD,
            new Network(true, "127.0.0.1", 6666),
            0,
            Answering.STANDARD,
            Look.standard(PanelType.LCD));
    FittedText text =
        new FittedText(List.of("浙A12345", "他说\"好\"\\"), List.of(), "欢迎", OptionalInt.of(3));
    assertThat(
            new String(
                PanelProtocol.of(lcd).frames(text).get(0), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"cmd\":\"show\",\"line1\":\"浙A12345\",\"line2\":\"他说\\\"好\\\"\\\\\",\"line3\":\"\","
                + "\"line4\":\"\",\"voice\":\"欢迎\",\"color\":\"RED\",\"time\":10}");
  }

  @Test
  void lcdMessage_isLookedOver() {
    assertThat(Displays.problemOfMessage("{\"a\":\"{lines}\",\"n\":{free}}")).isEmpty();
    assertThat(Displays.problemOfMessage("{\"a\":\"{plate}\"}")).contains("{plate}");
    assertThat(Displays.problemOfMessage("{\"a\":\"{line1}\"")).contains("no JSON object");
    assertThat(Displays.problemOfMessage("[1]")).contains("no JSON object");
  }

  @Test
  void sentenceOf35Bytes_isSplitAtItsSpaces() {
    String sentence = "浙A12345 停车1小时20分 请离场后付费";
    assertThat(GbkText.bytes(sentence)).isEqualTo(35);
    assertThat(GbkText.split(sentence, 32)).containsExactly("浙A12345 停车1小时20分", "请离场后付费");
  }

  @Test
  void longWord_isBrokenBetweenCharacters_neverInHalf() {
    for (int most = 1; most <= 33; most++) {
      List<String> lines = GbkText.split("停车A场欢迎您的光临1234请慢行", most);
      assertThat(String.join("", lines)).isEqualTo("停车A场欢迎您的光临1234请慢行");
      int limit = Math.max(most, 2);
      assertThat(lines)
          .allSatisfy(line -> assertThat(GbkText.bytes(line)).isLessThanOrEqualTo(limit));
      assertThat(lines)
          .allSatisfy(
              line ->
                  assertThat(
                          new String(GbkText.encode(line), java.nio.charset.Charset.forName("GBK")))
                      .isEqualTo(line));
    }
    assertThat(GbkText.fit("停车A场", 4)).isEqualTo("停车");
    assertThat(GbkText.fit("停车A场", 6)).isEqualTo("停车A");
  }

  @Test
  void whatGbkHasNot_isAQuestionMark() {
    assertThat(GbkText.encode("a🚗b"))
        .isEqualTo("a?b".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThat(GbkText.unknownIn("a🚗b🚗")).containsExactly("🚗");
    assertThat(GbkText.unknownIn("浙A·12345 使领警学挂")).isEmpty();
  }

  @Test
  void moreLinesThanThePanelHas_areDropped_andKnown() {
    FittedText text =
        FittedText.of(Announcement.of(List.of("1", "2", "3", "4", "5")), serial(PanelType.OLM, 0));
    assertThat(text.lines()).containsExactly("1", "2", "3", "4");
    assertThat(text.dropped()).containsExactly("5");
  }

  @Test
  void settingsThatDoNotFit_areRefused() {
    assertThatThrownBy(
            () ->
                new DisplaySettings(
                    PanelType.OLM,
                    new Network(true, "h", 1),
                    0,
                    Answering.STANDARD,
                    Look.standard(PanelType.OLM)))
        .hasMessageContaining("UDP");
    assertThatThrownBy(() -> serial(PanelType.OLM, 256)).hasMessageContaining("0 to 255");
    assertThatThrownBy(() -> serial(PanelType.LCD, 0)).hasMessageContaining("udp://");
    assertThatThrownBy(
            () ->
                looking(
                    serial(PanelType.OLM, 0),
                    new Look(5, 32, Duration.ofSeconds(1), PanelColor.RED, Optional.empty())))
        .hasMessageContaining("at most 4 of 32");
  }

  @Test
  void preview_showsLinesBytesAndFrame() {
    PanelPreview preview =
        PanelPreview.of(
            serial(PanelType.OLM, 0),
            new Announcement(List.of("浙A12345 停车1小时20分 请离场后付费🚗"), "", NOBODY_KNOWS));
    assertThat(preview.lines())
        .containsExactly(
            new PanelPreview.Line("浙A12345 停车1小时20分", 22), new PanelPreview.Line("请离场后付费🚗", 13));
    assertThat(preview.unknown()).containsExactly("🚗");
    assertThat(preview.frames()).hasSize(1);
    assertThat(preview.frames().get(0).hex()).startsWith("00 64 FF FF 6E");
    assertThat(preview.frames().get(0).onTheLine().orElseThrow())
        .isEqualTo(Duration.ofMillis(preview.frames().get(0).bytes() * 10_000L / 9600));
  }
}
