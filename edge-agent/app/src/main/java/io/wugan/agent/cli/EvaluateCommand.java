package io.wugan.agent.cli;

import io.wugan.agent.evaluate.LabelledPicture;
import io.wugan.agent.evaluate.Labels;
import io.wugan.agent.evaluate.Score;
import io.wugan.core.device.Frame;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.recognition.ImageFiles;
import io.wugan.recognition.OnnxPlateRecognizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan evaluate LABELS.csv… [--crop]}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Measure accuracy against labelled pictures (file,plate[,corners]).")
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "LABELS.csv",
      description = "Label files, or folders with a labels.csv in them.")
  private List<Path> labels = new ArrayList<>();

  @Option(names = "--crop", description = "Each picture is a plate already.")
  private boolean crop;

  @Option(names = "--errors", description = "List every plate that was not read exactly.")
  private boolean errors;

  @Option(names = "--format", description = "table or jsonl (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.table;

  @Mixin private RecognitionOptions recognition = new RecognitionOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(recognition.forPictures())) {
      for (Path given : labels) {
        Path csv = Files.isDirectory(given) ? given.resolve("labels.csv") : given;
        evaluate(csv, Labels.read(csv), recognizer);
      }
    }
    return ExitStatus.DONE;
  }

  private void evaluate(Path csv, List<LabelledPicture> pictures, OnnxPlateRecognizer recognizer)
      throws IOException {
    LotTime when = new VirtualLotClock(Instant.EPOCH, "evaluate").now();
    Score score = new Score();
    List<Double> millis = new ArrayList<>();
    ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), pictures.size());
    for (LabelledPicture picture : pictures) {
      try (Frame frame = ImageFiles.read(picture.file(), when)) {
        long start = System.nanoTime();
        List<PlateRead> reads =
            crop ? recognizer.recognizeCrop(frame) : recognizer.recognize(frame);
        millis.add((System.nanoTime() - start) / 1e6);
        score.add(picture.plates(), reads);
        if (errors) {
          printErrors(picture, reads);
        }
      }
      progress.step();
    }
    progress.end();
    spec.commandLine().getOut().print(ScoreReport.of(csv, score, millis, format));
    spec.commandLine().getOut().flush();
  }

  private void printErrors(LabelledPicture picture, List<PlateRead> reads) {
    List<String> texts = reads.stream().map(PlateRead::text).toList();
    for (String plate : picture.plates()) {
      if (!texts.contains(plate)) {
        spec.commandLine().getOut().println(picture.file() + "  " + plate + "  read " + texts);
      }
    }
  }
}
