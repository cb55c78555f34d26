package io.wugan.agent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTest {

  private static PlateRead read(String text) {
    return new PlateRead(
        text,
        text.chars().mapToObj(c -> new CharRead((char) c, 0.9, '0', 0.1)).toList(),
        PlateGrammar.categoryOf(text, PlateColor.BLUE),
        PlateColor.BLUE,
        0.9,
        ColorSource.PIXELS,
        0.9,
        0.9,
        Quad.rectangle(0, 0, 140, 44));
  }

  private static Score score(List<String> labels, String... reads) {
    Score score = new Score();
    score.add(picture(labels), List.of(reads).stream().map(ScoreTest::read).toList());
    return score;
  }

  private static LabelledPicture picture(List<String> labels) {
    return new LabelledPicture(Path.of("a.jpg"), labels.stream().map(LabelledPlate::of).toList());
  }

  @Test
  void plate_amongTheReads_counts() {
    Score score = score(List.of("浙A12345"), "苏B99999", "浙A12345");
    assertThat(score.all().exact()).isEqualTo(1);
    assertThat(score.confusions().charactersRight()).isEqualTo(7);
    assertThat(score.wrongOnly()).isZero();
  }

  @Test
  void province_wrong_countsOnlyWithoutIt() {
    Score score = score(List.of("浙A12345"), "苏A12345");
    assertThat(score.all().exact()).isZero();
    assertThat(score.all().withoutProvince()).isEqualTo(1);
    assertThat(score.wrongOnly()).isEqualTo(1);
    assertThat(score.confusions().pairs()).containsEntry("浙→苏", 1);
  }

  @Test
  void oAndZero_countAsEqual() {
    assertThat(score(List.of("浙AO2345"), "浙A02345").all().exact()).isEqualTo(1);
  }

  @Test
  void nothingRead_isCountedApart() {
    Score score = score(List.of("浙A12345"));
    assertThat(score.nothingRead()).isEqualTo(1);
    assertThat(score.confusions().characters()).isZero();
  }

  @Test
  void lengthWrong_isToldAsLength() {
    assertThat(score(List.of("浙AD12345"), "浙A12345").confusions().pairs())
        .containsEntry("length 8→7", 1);
  }

  @Test
  void pictureWithoutPlate_countsFalseReads() {
    Score score = score(List.of(), "浙A12345");
    score.add(picture(List.of()), List.of(read("XYZ")));
    assertThat(score.picturesWithoutPlate()).isEqualTo(2);
    assertThat(score.falseReads()).hasSize(1);
    assertThat(score.all().total()).isZero();
  }

  @Test
  void labels_ofOneFile_areGathered(@TempDir Path folder) throws IOException {
    Path csv = folder.resolve("labels.csv");
    Files.writeString(csv, "file,plate,corners\na.jpg,浙A·12345,\na.jpg,苏B12345,\nb.jpg,,\n");
    List<LabelledPicture> pictures = Labels.read(csv);
    assertThat(pictures).hasSize(2);
    assertThat(pictures.get(0).plates())
        .extracting(LabelledPlate::text)
        .containsExactly("浙A12345", "苏B12345");
    assertThat(pictures.get(0).file()).isEqualTo(folder.resolve("a.jpg"));
    assertThat(pictures.get(1).plates()).isEmpty();
  }

  @Test
  void plates_ofKnownColorAndCategory_areCountedApart() {
    Score score = new Score();
    LabelledPlate trailer = new LabelledPlate("浙A12345", "LARGE_YELLOW", PlateColor.YELLOW);
    score.add(new LabelledPicture(Path.of("a.jpg"), List.of(trailer)), List.of(read("苏A12345")));
    score.add(picture(List.of("浙AD12345")), List.of(read("浙AD12345")));
    assertThat(score.byCategory()).containsOnlyKeys("LARGE_YELLOW", "NEV_SMALL");
    assertThat(score.byColor()).containsOnlyKeys(PlateColor.YELLOW, PlateColor.GREEN);
    assertThat(score.byColor().get(PlateColor.YELLOW).exact()).isZero();
    assertThat(score.byColor().get(PlateColor.YELLOW).withoutProvince()).isEqualTo(1);
  }

  @Test
  void provinces_areCounted_whateverTheRestIs() {
    Score score = score(List.of("浙A12345"), "苏A12345");
    score.add(picture(List.of("浙AD12345")), List.of(read("浙A12345")));
    score.add(picture(List.of("粤B12345")), List.of());
    score.add(picture(List.of("WJ12345")), List.of(read("WJ12345")));

    assertThat(score.confusions().provinces()).as("read, and with a province").isEqualTo(2);
    assertThat(score.confusions().provincesRight()).isEqualTo(1);
  }

  @Test
  void characters_areCounted_withHowOftenTheyWereWrong() {
    Confusions confusions = score(List.of("浙A11345"), "浙A1Z345").confusions();
    assertThat(confusions.seen()).containsEntry('1', 2).containsEntry('浙', 1);
    assertThat(confusions.wrong()).containsExactly(Map.entry('1', 1));
  }

  @Test
  void labels_withColorAndCategory_keepThem(@TempDir Path folder) throws IOException {
    Path csv = folder.resolve("labels.csv");
    Files.writeString(
        csv,
        "file,plate,corners,color,category\n"
            + "a.jpg,浙A12345,1 2 3 4 5 6 7 8,YELLOW,LOW_SPEED\n"
            + "b.jpg,浙AD12345,,,\n"
            + "c.jpg,浙A12345\n");
    assertThat(Labels.read(csv))
        .flatExtracting(LabelledPicture::plates)
        .containsExactly(
            new LabelledPlate("浙A12345", "LOW_SPEED", PlateColor.YELLOW),
            new LabelledPlate("浙AD12345", "NEV_SMALL", PlateColor.GREEN),
            new LabelledPlate("浙A12345", "SMALL_BLUE", PlateColor.UNKNOWN));
    Files.writeString(csv, "file,plate,color\na.jpg,浙A12345,MAUVE\n");
    assertThatThrownBy(() -> Labels.read(csv)).hasMessageContaining("labels.csv:2: no colour");
  }

  @Test
  void labels_malformed_tellTheLine(@TempDir Path folder) throws IOException {
    Path csv = folder.resolve("labels.csv");
    Files.writeString(csv, "file,plate\na.jpg,浙A12345\nonlyafile\n");
    assertThatThrownBy(() -> Labels.read(csv)).hasMessageContaining("labels.csv:3:");
    Files.writeString(csv, "name;text\n");
    assertThatThrownBy(() -> Labels.read(csv)).hasMessageContaining(":1: the header");
    assertThatThrownBy(() -> Labels.read(folder.resolve("x.csv")))
        .hasMessageContaining("no such file");
  }
}
