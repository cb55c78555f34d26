package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void drawPictures() throws IOException {
    for (int i = 0; i < 3; i++) {
      BufferedImage picture = new BufferedImage(160, 120, BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D pen = picture.createGraphics();
      pen.setColor(Color.GRAY);
      pen.fillRect(0, 0, 160, 120);
      pen.dispose();
      ImageIO.write(picture, "png", folder.resolve(i + ".png").toFile());
    }
  }

  private int run(String... arguments) {
    CommandLine commandLine = Wugan.commandLine();
    return commandLine
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void setsTogether_areSummedUp_inALineOfTheirOwn() throws IOException {
    Path csv = folder.resolve("labels.csv");
    Files.writeString(csv, "file,plate\n0.png,浙A12345\n1.png,\n");
    int status =
        run(
            "evaluate",
            csv.toString(),
            "--no-plates",
            folder.toString(),
            "--every",
            "2/0",
            "--calibration",
            "--format",
            "jsonl");
    assertThat(err.toString()).isEmpty();
    assertThat(status).isEqualTo(ExitStatus.DONE);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    JsonMapper json = new JsonMapper();
    assertThat(json.readTree(lines.get(1)).get("pictures").asInt()).isEqualTo(2);
    JsonNode all = json.readTree(lines.get(2));
    assertThat(all.get("labels").asText()).isEqualTo("all sets");
    assertThat(all.get("plates").asInt()).isEqualTo(1);
    assertThat(all.get("exact").asInt()).isZero();
    assertThat(all.get("picturesWithoutPlate").asInt()).isEqualTo(3);
    assertThat(all.get("acceptedFalseReads")).isEmpty();
    assertThat(all.get("accepted").get("rejected").asInt()).isEqualTo(1);
    assertThat(all.get("calibration").get("bins")).hasSize(10);
  }

  @Test
  void table_tellsOfAcceptance_andOfPicturesWithoutPlate() throws IOException {
    Path csv = folder.resolve("labels.csv");
    Files.writeString(csv, "file,plate,color\n0.png,浙A12345,BLUE\n1.png,,\n");
    assertThat(run("evaluate", folder.toString(), "--threshold", "0.9", "--calibration"))
        .isEqualTo(ExitStatus.DONE);
    assertThat(out.toString())
        .contains("accepted from 0.900 on", "BLUE", "calibration error", "0 in 0 pictures");
  }

  @Test
  void wrongUse_isTold() {
    assertThat(run("evaluate")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(run("evaluate", "x.csv", "--video", "v.avi", "--plate", "浙A12345"))
        .isEqualTo(ExitStatus.WRONG_USE);
    assertThat(run("evaluate", "x.csv", "--threshold", "2")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(run("evaluate", "--no-plates", ".", "--every", "8/8"))
        .isEqualTo(ExitStatus.WRONG_USE);
    assertThat(err.toString()).contains("either LABELS.csv", "--threshold must", "such as 8/0");
  }
}
