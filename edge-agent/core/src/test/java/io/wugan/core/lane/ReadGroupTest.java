package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.wugan.core.lane.PlateChoice.Candidate;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.testing.Reads;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadGroupTest {

  private final ReadGroup group = new ReadGroup();

  private void add(int times, Reads reads) {
    for (int i = 0; i < times; i++) {
      group.add(reads.read());
    }
  }

  /** Reads are told as {@code text×times}, all equally sure. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          浙A12345×5                                   | 浙A12345
          浙A12345×3 浙A12375×2                        | 浙A12345
          浙A12375×2 浙A12345×3                        | 浙A12345
          浙A12345×2 京B98765×3                        | 京B98765
          浙A12345×2 浙A12375×2 浙A12346×1 京B98765×4   | 浙A12345
          浙A1234×9 浙A12345×2                         | 浙A12345
          A12345×9 浙A12345×1                          | 浙A12345
          浙AD12345×3 浙A12345×2                       | 浙AD12345
          浙ABCD45×3 浙A12345×2                        | 浙A12345
          """)
  void choice_severalTexts_heaviestMemberOfTheHeaviestCluster(String reads, String expected) {
    for (String part : reads.split(" ")) {
      String[] textAndTimes = part.split("×");
      add(Integer.parseInt(textAndTimes[1]), Reads.of(textAndTimes[0]));
    }
    assertThat(group.choose(0).rawText()).isEqualTo(expected);
    assertThat(group.choose(0).number()).contains(PlateNumber.of(expected));
  }

  @Test
  void choice_oneSureRead_outweighsManyUnsureOnes() {
    add(3, Reads.of("浙A12375").withConfidence(0.2));
    add(1, Reads.of("浙A12345").withConfidence(0.95));
    assertThat(group.choose(0).rawText()).isEqualTo("浙A12345");
  }

  @Test
  void choice_oneLargePlate_outweighsManySmallOnes() {
    add(3, Reads.of("浙A12375").at(400, 100, 30));
    add(1, Reads.of("浙A12345").at(400, 300, 120));
    assertThat(group.choose(0).rawText()).isEqualTo("浙A12345");
  }

  @Test
  void choice_bestReadOfItsText_givesConfidenceCharactersAndCorners() {
    add(1, Reads.of("浙A12345").withConfidence(0.6).at(100, 100, 120));
    add(1, Reads.of("浙A12345").withConfidence(0.9).at(200, 200, 120));
    add(1, Reads.of("浙A12345").withConfidence(0.7).at(300, 300, 120));
    PlateChoice choice = group.choose(0);
    assertThat(choice.confidence()).isEqualTo(0.9);
    assertThat(choice.quad()).isEqualTo(Reads.plate(200, 200, 120));
    assertThat(choice.chars()).hasSize(7);
  }

  @Test
  void margin_unchallenged_one() {
    add(1, Reads.of("浙A12345"));
    assertThat(group.choose(0).margin()).isEqualTo(1);
    assertThat(group.choose(0).runnerUp()).isEmpty();
  }

  @Test
  void margin_challenged_leadOverTheRunnerUp() {
    add(4, Reads.of("浙A12345"));
    add(3, Reads.of("浙A12375"));
    add(1, Reads.of("浙A12346"));
    PlateChoice choice = group.choose(0);
    assertThat(choice.margin()).isCloseTo(0.25, within(1e-9));
    assertThat(choice.runnerUp().map(Candidate::text)).contains("浙A12375");
    assertThat(choice.candidates())
        .extracting(Candidate::text)
        .containsExactly("浙A12345", "浙A12375", "浙A12346");
    assertThat(choice.candidates().stream().mapToDouble(Candidate::score).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void margin_level_zero() {
    add(2, Reads.of("浙A12345"));
    add(2, Reads.of("浙A12375"));
    assertThat(group.choose(0).margin()).isZero();
    assertThat(group.choose(0).rawText()).isEqualTo("浙A12345");
  }

  /** The heaviest single text is alone; lighter ones that are alike outweigh it together. */
  @Test
  void margin_clusterWinsOverTheHeaviestText_notNegative() {
    add(4, Reads.of("京B98765"));
    add(3, Reads.of("浙A12345"));
    add(2, Reads.of("浙A12375"));
    PlateChoice choice = group.choose(0);
    assertThat(choice.rawText()).isEqualTo("浙A12345");
    assertThat(choice.margin()).isZero();
    assertThat(choice.runnerUp().map(Candidate::text)).contains("京B98765");
  }

  @Test
  void candidates_manyTexts_atMostFive() {
    for (int i = 0; i < 9; i++) {
      add(1, Reads.of("浙A1234" + i));
    }
    assertThat(group.choose(0).candidates()).hasSize(PlateChoice.MAX_CANDIDATES);
  }

  @Test
  void texts_beyondTheLimit_forgottenButChosenOneStays() {
    add(2, Reads.of("浙A12345"));
    for (int i = 0; i < 2 * ReadGroup.MAX_TEXTS; i++) {
      add(1, Reads.of("KL" + i));
    }
    add(1, Reads.of("浙A12345"));
    add(50, Reads.of("京B98765"));
    assertThat(group.choose(0).rawText()).isEqualTo("浙A12345");
  }

  @Test
  void choose_withoutReads_refused() {
    assertThatIllegalStateException().isThrownBy(() -> group.choose(0));
    assertThatIllegalStateException().isThrownBy(group::lead);
  }

  @Test
  void choice_noTextIsAPlate_noNumber() {
    add(3, Reads.of("KL26H5009"));
    PlateChoice choice = group.choose(0);
    assertThat(choice.number()).isEmpty();
    assertThat(choice.category()).isEqualTo(PlateCategory.UNKNOWN);
    assertThat(choice.rawText()).isEqualTo("KL26H5009");
    assertThat(choice.toString()).doesNotContain("26H5009").doesNotContain("H500");
    assertThat(choice.candidates().toString()).doesNotContain("H500");
  }

  /** Colours are told as {@code COLOR×times}, all equally sure. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          浙A12345  | BLUE×5           | BLUE         | PIXELS  | SMALL_BLUE
          浙A12345  | YELLOW×3 BLUE×2  | YELLOW       | PIXELS  | LARGE_YELLOW
          浙A12345  | UNKNOWN×5        | UNKNOWN      | PIXELS  | SMALL_BLUE
          浙AD12345 | UNKNOWN×5        | GREEN        | GRAMMAR | NEV_SMALL
          浙A12345D | UNKNOWN×5        | YELLOW_GREEN | GRAMMAR | NEV_LARGE
          浙A1234挂 | UNKNOWN×5        | YELLOW       | GRAMMAR | TRAILER
          浙A0006警 | UNKNOWN×5        | WHITE        | GRAMMAR | POLICE
          浙AD12345 | UNKNOWN×5 BLUE×1 | GREEN        | GRAMMAR | NEV_SMALL
          浙AD12345 | GREEN×3 BLUE×2   | GREEN        | PIXELS  | NEV_SMALL
          """)
  void color_reads_byMajorityElseFromGrammar(
      String text, String colors, PlateColor color, ColorSource source, PlateCategory category) {
    for (String part : colors.split(" ")) {
      String[] colorAndTimes = part.split("×");
      PlateColor seen = PlateColor.valueOf(colorAndTimes[0]);
      add(
          Integer.parseInt(colorAndTimes[1]),
          Reads.of(text).withColor(seen, 0.9, ColorSource.PIXELS));
    }
    PlateChoice choice = group.choose(0);
    assertThat(choice.color()).isEqualTo(color);
    assertThat(choice.colorSource()).isEqualTo(source);
    assertThat(choice.category()).isEqualTo(category);
  }

  @Test
  void color_oneSureSightOfIt_outweighsTwoUnsure() {
    add(2, Reads.of("浙A12345").withColor(PlateColor.YELLOW, 0.3, ColorSource.PIXELS));
    add(1, Reads.of("浙A12345").withColor(PlateColor.BLUE, 0.9, ColorSource.PIXELS));
    assertThat(group.choose(0).color()).isEqualTo(PlateColor.BLUE);
  }

  @Test
  void color_thatTheReaderInferredFromText_isNotTakenForSeen() {
    add(5, Reads.of("浙AD12345").withColor(PlateColor.GREEN, 1, ColorSource.GRAMMAR));
    assertThat(group.choose(0).color()).isEqualTo(PlateColor.GREEN);
    assertThat(group.choose(0).colorSource()).isEqualTo(ColorSource.GRAMMAR);
  }

  @Property(tries = 300)
  void choice_randomReads_isATextThatWasRead(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> texts =
        Stream.generate(() -> "浙A" + (10000 + random.nextInt(300))).limit(15).toList();
    Set<String> read = new HashSet<>(texts);
    ReadGroup reads = new ReadGroup();
    texts.forEach(text -> reads.add(Reads.of(text).withConfidence(random.nextDouble()).read()));

    PlateChoice choice = reads.choose(0);

    assertThat(read).contains(choice.rawText());
    assertThat(choice.candidates()).allSatisfy(each -> assertThat(read).contains(each.text()));
    assertThat(choice.candidates().get(0).text()).isEqualTo(choice.rawText());
    assertThat(choice.margin()).isBetween(0.0, 1.0);
  }
}
