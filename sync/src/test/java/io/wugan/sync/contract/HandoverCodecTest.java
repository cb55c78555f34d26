package io.wugan.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PassageFlag;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.lot.ClockTie;
import io.wugan.core.lot.Handover;
import io.wugan.core.lot.LotHello;
import io.wugan.core.lot.Receipt;
import io.wugan.sync.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoverCodecTest {

  private final Samples samples = new Samples(4);
  private final Passage plain = samples.passage(Direction.ENTER, Optional.of("浙A12345"), 60_000);

  private Passage trailer() {
    return new Passage(
        samples.id(),
        "out1",
        Direction.EXIT,
        TriggerSource.VIDEO,
        Optional.of(Samples.plate("浙A12345")),
        Optional.of(Samples.plate("浙A1234挂")),
        Samples.at(60_000),
        Samples.at(59_000),
        9,
        List.of(),
        Set.of(PassageFlag.SECOND_PLATE, PassageFlag.TAILGATE));
  }

  @Test
  void handover_isReadAsItWasWritten() throws Exception {
    Handover handover =
        new Handover(
            "gate-a",
            List.of(
                plain, trailer(), samples.passage(Direction.UNKNOWN, Optional.empty(), 61_000)));

    Handover read = HandoverCodec.readHandover(HandoverCodec.write(handover));

    assertThat(read.edgeId()).isEqualTo("gate-a");
    assertThat(read.passages()).hasSize(3);
    for (int n = 0; n < 3; n++) {
      Passage before = handover.passages().get(n);
      Passage after = read.passages().get(n);
      assertThat(after)
          .usingRecursiveComparison()
          .withComparatorForType(HandoverCodecTest::compareRounded, Double.class)
          .isEqualTo(before);
      assertThat(Samples.codec().passageJson(after)).isEqualTo(Samples.codec().passageJson(before));
    }
  }

  @Test
  void tiesOfClocks_areReadAsTheyWereWritten() throws Exception {
    ClockTie tie = new ClockTie(Samples.at(7_000), Samples.at(360_000), 4);
    Handover handover = new Handover("gate-a", List.of(plain)).to("office", List.of(tie));

    Handover read = HandoverCodec.readHandover(HandoverCodec.write(handover));
    assertThat(read.ties()).containsExactly(tie);
    assertThat(read.keeperId()).hasValue("office");
    assertThat(ClockTieCodec.read(ClockTieCodec.write(List.of(tie)))).containsExactly(tie);
    byte[] wrong =
        new String(HandoverCodec.write(handover), StandardCharsets.UTF_8)
            .replace("\"errms\":4}", "\"errms\":-4}")
            .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> HandoverCodec.readHandover(wrong))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("errms");
  }

  @Test
  void hello_isReadAsItWasWritten_andNothingElseIs() throws Exception {
    LotHello question = new LotHello("s1", "gate");
    LotHello answer = question.answering(Samples.at(1_000), Samples.at(1_002));
    for (LotHello hello : List.of(question, answer)) {
      assertThat(LotHelloCodec.read(LotHelloCodec.write(hello))).isEqualTo(hello);
    }
    for (String other : List.of("", "[]", "{}", "{\"v\":2,\"site\":\"s\",\"edge\":\"e\"}")) {
      assertThatThrownBy(() -> LotHelloCodec.read(other.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  /** Scores have four digits and pixels one. */
  private static int compareRounded(double a, double b) {
    double unit = a > 1 ? 0.051 : 0.000051;
    return Math.abs(a - b) < unit ? 0 : Double.compare(a, b);
  }

  @Test
  void receipt_isReadAsItWasWritten() throws Exception {
    UUID exit = samples.id();
    Receipt receipt =
        new Receipt(List.of(samples.id(), exit), Map.of(exit, Duration.ofMinutes(80)));

    assertThat(HandoverCodec.readReceipt(HandoverCodec.write(receipt))).isEqualTo(receipt);
    byte[] before =
        "{\"v\":1,\"captured\":[\"%s\"]}".formatted(exit).getBytes(StandardCharsets.UTF_8);
    assertThat(HandoverCodec.readReceipt(before)).isEqualTo(new Receipt(List.of(exit)));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "v":1            | "v":2               | version 2
          "edge":"gate-a"  | "edge":7            | edge is no text
          "lane":"in1"     | "lane":null         | lane is no text
          "ENTER"          | "SIDEWAYS"          | direction is none of
          "frames":12      | "frames":-1         | frames is not 0 to
          "frames":12      | "frames":1.5        | frames is no integer
          "synced"         | "swiss"             | clock is none of
          2026-03-01T      | yesterday           | is no time
          "confidence":0.9123 | "confidence":1.5 | confidence is no number from 0 to 1
          "number":"浙A12345" | "number":"浙A1"   | number is no plate
          "quad":[[100.3,200], | "quad":[[100.3], | corner
          "images":[       | "images":[7,        | images has an entry that is no object
          "passages":[     | "passages":7,"x":[  | passages is no list of at most 50
          "flags":[]       | "flags":["HASTE"]   | flags is none of
          """)
  void malformedHandover_isRefused_andNamesTheKey_notTheContent(
      String right, String wrong, String problem) {
    String json =
        new String(
            HandoverCodec.write(new Handover("gate-a", List.of(plain))), StandardCharsets.UTF_8);
    assertThat(json).contains(right);
    byte[] broken = json.replace(right, wrong).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> HandoverCodec.readHandover(broken))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("浙A1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{", "[]", "7", "''", "{\"v\":1}"})
  void whatIsNoHandover_isRefused(String text) {
    assertThatThrownBy(() -> HandoverCodec.readHandover(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void tooLarge_isRefusedUnread() {
    assertThatThrownBy(() -> HandoverCodec.readHandover(new byte[HandoverCodec.MAX_BYTES + 1]))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("more than");
  }
}
