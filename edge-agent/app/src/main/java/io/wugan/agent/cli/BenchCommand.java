package io.wugan.agent.cli;

import io.wugan.agent.bench.Bench;
import io.wugan.agent.bench.BenchResult;
import io.wugan.agent.bench.FrameSupply;
import io.wugan.agent.bench.SyntheticLane;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.device.FrameSource;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.devices.camera.FfmpegFileFrameSource;
import io.wugan.devices.camera.Pace;
import io.wugan.recognition.ImageFiles;
import io.wugan.recognition.OnnxPlateRecognizer;
import io.wugan.recognition.RecognizerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan bench [VIDEO|DIR|IMAGE]}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measure what plate recognition costs on this machine, stage by stage.",
      "A video is looked at as a lane is, pictures as read and evaluate do."
    })
final class BenchCommand implements Callable<Integer> {

  private static final int MOST_FRAMES = 1_000_000;

  @Parameters(
      arity = "0..1",
      paramLabel = "VIDEO|DIR|IMAGE",
      description = "What to look at (default: a lane of 1920x1080 drawn in memory).")
  private @Nullable Path input;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Frames to count at most (default: ${DEFAULT-VALUE}).")
  private int frames = 300;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Frames at the beginning that are not counted (default: ${DEFAULT-VALUE}).")
  private int warmUp = 20;

  @Option(names = "--format", description = "table or jsonl (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.table;

  @Mixin private RecognitionOptions recognition = new RecognitionOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, DeviceException {
    check("--frames", frames, 1);
    check("--warm-up", warmUp, 0);
    BenchResult result = measure();
    spec.commandLine().getOut().print(BenchReport.of(result, format));
    spec.commandLine().getOut().flush();
    return ExitStatus.DONE;
  }

  private void check(String option, int value, int least) {
    if (value < least || value > MOST_FRAMES) {
      throw new ParameterException(
          spec.commandLine(),
          option + " must lie between " + least + " and " + MOST_FRAMES + ", not " + value);
    }
  }

  private BenchResult measure() throws IOException, DeviceException {
    if (input == null) {
      String drawn = "a lane of 1920x1080, drawn in memory";
      return run(drawn, new SyntheticLane(), recognition.forVideo(), false);
    }
    if (Files.isDirectory(input) || PictureFiles.isPicture(input)) {
      Iterator<Path> files = PictureFiles.list(List.of(input)).iterator();
      LotTime when = new VirtualLotClock(Instant.EPOCH, "bench").now();
      FrameSupply pictures =
          () ->
              files.hasNext()
                  ? Optional.<Frame>of(ImageFiles.read(files.next(), when))
                  : Optional.empty();
      return run(input.toString(), pictures, recognition.forPictures(), true);
    }
    VirtualLotClock clock = new VirtualLotClock(Instant.EPOCH, "bench");
    try (FrameSource video =
        FfmpegFileFrameSource.open("bench", input, clock::at, Pace.AS_FAST_AS_POSSIBLE, false)) {
      return run(input.toString(), video::next, recognition.forVideo(), true);
    }
  }

  private BenchResult run(
      String name, FrameSupply supply, RecognizerSettings settings, boolean decoding)
      throws IOException, DeviceException {
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(settings)) {
      return Bench.run(name, supply, recognizer, new Bench.Plan(warmUp, frames, decoding));
    }
  }
}
