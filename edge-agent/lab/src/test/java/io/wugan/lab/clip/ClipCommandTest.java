package io.wugan.lab.clip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClipCommandTest {

  private static final String TINY =
      """
      clip: {width: 320, height: 180, fps: 5, seconds: 1}
      vehicles: [{plate: 浙A12345, startM: 8}]
      """;

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();
  private Path scenario;

  @BeforeEach
  void writeScenario() throws Exception {
    scenario = Files.writeString(folder.resolve("tiny.yaml"), TINY);
  }

  private int run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return new CommandLine(new ClipCommand()).setErr(new PrintWriter(err, true)).execute(words);
  }

  @Test
  void clip_renderedTwice_givesTheSameVideoAndTruth() throws Exception {
    Path first = folder.resolve("first.mp4");
    Path second = folder.resolve("second.mp4");

    assertThat(run(scenario, "--out", first)).isZero();
    assertThat(run(scenario, "--out", second)).isZero();

    assertThat(Files.readAllBytes(second)).isEqualTo(Files.readAllBytes(first));
    assertThat(folder.resolve("first.truth.json"))
        .hasSameTextualContentAs(folder.resolve("second.truth.json"));
  }

  @Test
  void video_readBack_hasEvenTimestamps() throws Exception {
    Path video = folder.resolve("clip.mp4");
    run(scenario, "--out", video);

    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.toFile())) {
      grabber.start();
      assertThat(grabber.getImageWidth()).isEqualTo(320);
      for (int i = 0; i < 5; i++) {
        assertThat(grabber.grabImage()).isNotNull();
        assertThat(grabber.getTimestamp()).isEqualTo(i * 200_000L);
      }
      assertThat(grabber.grabImage()).isNull();
    }
  }

  @Test
  void clip_truthOnly_rendersNoVideo() {
    assertThat(run(scenario, "--truth-only")).isZero();

    assertThat(folder.resolve("tiny.truth.json")).exists();
    assertThat(folder.resolve("tiny.mp4")).doesNotExist();
  }

  @Test
  void scenario_withMistakes_exitsWithTwoAndNamesThem() throws Exception {
    Files.writeString(scenario, "clip: {fps: 0}\nlight: {glare: 2}\n");

    assertThat(run(scenario)).isEqualTo(2);
    assertThat(err.toString())
        .contains("line 1: clip.fps = 0", "line 2: light.glare = 2", "a number from 0 to 1");
  }

  @Test
  void scenario_thatIsNotThere_exitsWithTwo() {
    assertThat(run(folder.resolve("absent.yaml"))).isEqualTo(2);
    assertThat(err.toString()).contains("no such file");
  }

  @Test
  void video_thatCannotBeWritten_exitsWithOne() {
    assertThat(run(scenario, "--out", folder.resolve("absent").resolve("x.mp4"))).isEqualTo(1);
  }
}
