package io.wugan.agent.cli;

import io.wugan.core.aim.AimFigures;
import io.wugan.core.aim.AimMeasure;
import io.wugan.core.aim.AimWords;
import io.wugan.core.device.Frame;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.recognition.ImageFiles;
import io.wugan.recognition.OnnxPlateRecognizer;
import io.wugan.recognition.PlateAim;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan read IMAGE|DIR… [--crop]}. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    description =
        "Read the plates in pictures. A picture that cannot be read is told and left out.")
final class ReadCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE|DIR",
      description = "Pictures, or folders of them.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--crop", description = "Each picture is a plate already.")
  private boolean crop;

  @Option(names = "--aim", description = "Tell for each plate what the aiming meter says of it.")
  private boolean aim;

  @Option(names = "--format", description = "table or jsonl (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.table;

  @Mixin private RecognitionOptions recognition = new RecognitionOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    List<Path> files = PictureFiles.list(paths);
    LotTime when = new VirtualLotClock(Instant.EPOCH, "read").now();
    int failures = 0;
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(recognition.forPictures())) {
      for (Path file : files) {
        try (Frame frame = ImageFiles.read(file, when)) {
          long start = System.nanoTime();
          List<PlateRead> reads =
              crop ? recognizer.recognizeCrop(frame) : recognizer.recognize(frame);
          print(file, frame, reads, (System.nanoTime() - start) / 1e6);
        } catch (IOException unreadable) {
          failures++;
          spec.commandLine().getErr().println("wugan: " + unreadable.getMessage());
        }
      }
    }
    return failures == 0 ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private void print(Path file, Frame frame, List<PlateRead> reads, double millis) {
    PrintWriter out = spec.commandLine().getOut();
    List<Optional<AimFigures>> aims =
        reads.stream()
            .map(read -> aim ? PlateAim.measure(frame, read) : Optional.<AimFigures>empty())
            .toList();
    if (format == OutputFormat.jsonl) {
      out.println(ReadJson.line(file, reads, aims, millis));
      return;
    }
    if (reads.isEmpty()) {
      out.printf(Locale.ROOT, "%s  -%n", file);
    }
    for (int i = 0; i < reads.size(); i++) {
      PlateRead read = reads.get(i);
      out.printf(
          Locale.ROOT,
          "%s  %s  %s  %s  %.3f  %.0f px wide%n",
          file,
          read.text(),
          read.category(),
          read.color(),
          read.confidence(),
          read.quad().widthPx());
      aims.get(i).ifPresent(figures -> printAim(out, figures));
    }
  }

  private static void printAim(PrintWriter out, AimFigures figures) {
    for (AimMeasure measure : AimMeasure.values()) {
      out.printf(
          Locale.ROOT,
          "    %-5s  %-22s %7.1f %-3s  %s%n",
          figures.grade(measure),
          AimWords.name(measure).english(),
          figures.value(measure),
          measure.unit(),
          AimWords.limit(measure).english());
    }
  }
}
