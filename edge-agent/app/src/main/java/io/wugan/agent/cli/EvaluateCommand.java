package io.wugan.agent.cli;

import io.wugan.agent.evaluate.LabelledPicture;
import io.wugan.agent.evaluate.LabelledPlate;
import io.wugan.agent.evaluate.Score;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.recognition.ImageFiles;
import io.wugan.recognition.OnnxPlateRecognizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan evaluate LABELS.csv… [--crop] [--no-plates DIR]…}, or of one video. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Measure accuracy against labelled pictures (file,plate[,corners][,color][,category]),",
      "pictures without a plate, or a video that shows one known plate."
    })
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "LABELS.csv",
      description = "Label files, or folders with a labels.csv in them.")
  private List<Path> labels = new ArrayList<>();

  @Option(
      names = "--no-plates",
      paramLabel = "DIR",
      description = "Folder of pictures without a plate; may be given several times.")
  private List<Path> noPlates = new ArrayList<>();

  @Option(
      names = "--every",
      paramLabel = "K/OFFSET",
      converter = EveryNth.Converter.class,
      description =
          "Of each --no-plates folder take, by name, only every Kth picture from OFFSET on; "
              + "8/0 are those that no training sees.")
  private EveryNth every = new EveryNth(1, 0);

  @Option(names = "--crop", description = "Each picture is a plate already.")
  private boolean crop;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description =
          "Least confidence, 0 to 1, of the weakest character of an accepted read "
              + "(default: ${DEFAULT-VALUE}, as in a lane).")
  private double threshold = TrackerSettings.DEFAULT.minReadConfidence();

  @ArgGroup(exclusive = false)
  private @Nullable VideoOptions video;

  @Mixin private ReportOptions report = new ReportOptions();

  @Mixin private RecognitionOptions recognition = new RecognitionOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, DeviceException {
    check();
    VideoOptions ofVideo = video;
    if (ofVideo != null) {
      print(ofVideo.measure(recognition.forVideo(), threshold, report.format()));
      return ExitStatus.DONE;
    }
    List<PictureSet> sets = PictureSet.list(labels, noPlates, every);
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(recognition.forPictures())) {
      Measured all = new Measured("all sets", threshold);
      for (PictureSet set : sets) {
        evaluate(set, recognizer, all);
      }
      if (sets.size() > 1) {
        print(report.of(all));
      }
    }
    return ExitStatus.DONE;
  }

  private void check() {
    boolean pictures = !labels.isEmpty() || !noPlates.isEmpty();
    if (pictures == (video != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "either LABELS.csv and --no-plates folders are wanted, or --video with --plate");
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new ParameterException(
          spec.commandLine(), "--threshold must lie between 0 and 1, not " + threshold);
    }
  }

  private void evaluate(PictureSet set, OnnxPlateRecognizer recognizer, Measured all)
      throws IOException {
    LotTime when = new VirtualLotClock(Instant.EPOCH, "evaluate").now();
    Measured measured = new Measured(set.name(), threshold);
    ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), set.pictures().size());
    for (LabelledPicture picture : set.pictures()) {
      try (Frame frame = ImageFiles.read(picture.file(), when)) {
        long start = System.nanoTime();
        List<PlateRead> reads =
            crop ? recognizer.recognizeCrop(frame) : recognizer.recognize(frame);
        double millis = (System.nanoTime() - start) / 1e6;
        measured.add(picture, reads, millis);
        all.add(picture, reads, millis);
        if (report.errors()) {
          printErrors(picture, reads);
        }
      }
      progress.step();
    }
    progress.end();
    print(report.of(measured));
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private void printErrors(LabelledPicture picture, List<PlateRead> reads) {
    List<String> texts = reads.stream().map(PlateRead::text).toList();
    for (LabelledPlate plate : picture.plates()) {
      if (!texts.contains(plate.text())) {
        spec.commandLine()
            .getOut()
            .println(picture.file() + "  " + plate.text() + "  read " + texts);
      }
    }
  }

  /** What was measured of a set, or of all of them. */
  static final class Measured {
    final String name;
    final double threshold;
    final Score score = new Score();
    final List<Double> millis = new ArrayList<>();

    Measured(String name, double threshold) {
      this.name = name;
      this.threshold = threshold;
    }

    void add(LabelledPicture picture, List<PlateRead> reads, double spentMillis) {
      score.add(picture, reads);
      millis.add(spentMillis);
    }

    double quantileMillis(double q) {
      List<Double> sorted = millis.stream().sorted().toList();
      return sorted.isEmpty()
          ? 0
          : sorted.get((int) Math.min(sorted.size() - 1, q * sorted.size()));
    }
  }
}
