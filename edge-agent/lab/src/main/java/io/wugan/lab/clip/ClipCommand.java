package io.wugan.lab.clip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan clip}: renders a scenario to a video and writes the truth beside it. */
@Command(
    name = "clip",
    mixinStandardHelpOptions = true,
    description = "Render a lane scenario to a video, together with its truth.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong use, or a scenario with mistakes"})
public final class ClipCommand implements Callable<Integer> {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;

  /** Bits for a pixel of a frame at the bit rate chosen without {@code --kbps}. */
  private static final double BITS_PER_PIXEL = 0.045;

  @Parameters(paramLabel = "SCENARIO", description = "The scenario, a YAML file.")
  private @Nullable Path scenarioFile;

  @Option(
      names = "--out",
      paramLabel = "FILE.mp4",
      description = "The video; the truth goes to FILE.truth.json. Default: the scenario's name.")
  private @Nullable Path out;

  @Option(
      names = "--kbps",
      paramLabel = "KBITS",
      description = "Bit rate of the video, kbit/s. Default: fits size and frame rate.")
  private int kbitPerS;

  @Option(names = "--truth-only", description = "Write the truth, but render nothing.")
  private boolean truthOnly;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Path from = Objects.requireNonNull(scenarioFile);
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    if (!Files.isRegularFile(from)) {
      err.println("no such file: " + from);
      return WRONG_USE;
    }
    try {
      ClipScenario scenario = ClipScenario.parse(from);
      Path video = out == null ? from.resolveSibling(stem(from) + ".mp4") : out;
      Path truth = video.resolveSibling(stem(video) + ".truth.json");
      Files.writeString(truth, ClipTruth.of(scenario).toJson());
      if (!truthOnly) {
        render(scenario, video, err);
      }
      return DONE;
    } catch (InvalidScenarioException e) {
      e.problems().forEach(problem -> err.println(from + ": " + problem));
      return WRONG_USE;
    } catch (IOException e) {
      err.println("clip failed: " + e);
      return FAILED;
    } finally {
      err.flush();
    }
  }

  private void render(ClipScenario scenario, Path video, PrintWriter err) throws IOException {
    ClipSettings clip = scenario.clip();
    double fitting = clip.widthPx() * (double) clip.heightPx() * clip.fps() * BITS_PER_PIXEL / 1000;
    int rate = kbitPerS > 0 ? kbitPerS : (int) Math.ceil(fitting);
    boolean terminal = hasTerminal();
    try (Mp4Writer writer = new Mp4Writer(video, clip, rate)) {
      ClipRenderer.render(
          scenario,
          (index, timeS, bgr) -> {
            writer.frame(index, timeS, bgr);
            if (terminal) {
              err.print(bar(index + 1, clip.frameCount()));
              err.flush();
            }
          });
    }
    if (terminal) {
      err.println();
    }
  }

  /** On Java 22 and later a console is there without a terminal too; the bar does no harm then. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasTerminal() {
    return System.console() != null;
  }

  private static String bar(int done, int all) {
    int filled = 40 * done / all;
    return String.format(
        Locale.ROOT,
        "\r[%s%s] %d/%d frames",
        "#".repeat(filled),
        " ".repeat(40 - filled),
        done,
        all);
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
