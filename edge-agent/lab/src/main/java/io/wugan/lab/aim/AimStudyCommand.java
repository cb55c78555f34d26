package io.wugan.lab.aim;

import io.wugan.agent.cli.ExitStatus;
import io.wugan.core.aim.AimFigures;
import io.wugan.core.aim.AimMeasure;
import io.wugan.core.device.Frame;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.recognition.ImageFiles;
import io.wugan.recognition.OnnxPlateRecognizer;
import io.wugan.recognition.PlateAim;
import io.wugan.recognition.RecognizerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code wugan aim-study LABELS.csv}: makes labelled pictures worse step by step, measures each
 * plate at its labelled corners as the aiming meter does, and reads it: one CSV line a plate.
 */
@Command(
    name = "aim-study",
    mixinStandardHelpOptions = true,
    description = {
      "Measure and read plates of labelled pictures (file,plate,corners), as they are and made worse",
      "by blur, motion, distance and exposure: what the limits of the aiming meter rest on."
    })
public final class AimStudyCommand implements Callable<Integer> {

  private static final int CORNER_NUMBERS = 8;

  @Parameters(paramLabel = "LABELS.csv", description = "Labelled pictures with corners.")
  private @Nullable Path labels;

  @Option(
      names = "--every",
      paramLabel = "K",
      description = "Take every Kth picture (default: ${DEFAULT-VALUE}).")
  private int every = 12;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<String> columns = new ArrayList<>(List.of("change", "file"));
    Arrays.stream(AimMeasure.values())
        .map(measure -> measure.name().toLowerCase(Locale.ROOT))
        .forEach(columns::add);
    columns.add("right");
    out.println(String.join(",", columns));
    Path csv = Objects.requireNonNull(labels);
    List<String> lines = Files.readAllLines(csv);
    try (OnnxPlateRecognizer recognizer =
        OnnxPlateRecognizer.open(RecognizerSettings.defaults().withThreads(1))) {
      for (int i = 1; i < lines.size(); i += Math.max(1, every)) {
        String[] fields = lines.get(i).split(",", -1);
        double[] corners = fields.length < 3 ? new double[0] : numbers(fields[2]);
        if (corners.length == CORNER_NUMBERS) {
          study(csv.resolveSibling(fields[0]), fields[1], corners, recognizer, out);
        }
      }
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private static double[] numbers(String corners) {
    return corners.isBlank()
        ? new double[0]
        : Arrays.stream(corners.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static void study(
      Path file, String plate, double[] corners, OnnxPlateRecognizer recognizer, PrintWriter out)
      throws IOException {
    LotTime when = new VirtualLotClock(Instant.EPOCH, "study").now();
    Picture picture;
    try (Frame frame = ImageFiles.read(file, when)) {
      picture = Picture.of(frame);
    }
    for (Map.Entry<String, UnaryOperator<Picture>> change : changes().entrySet()) {
      Picture worse = change.getValue().apply(picture);
      double scale = (double) worse.widthPx() / picture.widthPx();
      try (Frame frame = worse.frame()) {
        Optional<AimFigures> figures =
            PlateAim.measure(frame, labelled(plate, quad(corners, scale)));
        boolean right =
            recognizer.recognize(frame).stream().anyMatch(read -> read.text().equals(plate));
        figures.ifPresent(
            aim -> out.println(change.getKey() + "," + file.getFileName() + line(aim, right)));
      }
    }
  }

  private static String line(AimFigures aim, boolean right) {
    StringBuilder line = new StringBuilder();
    for (AimMeasure measure : AimMeasure.values()) {
      line.append(String.format(Locale.ROOT, ",%.2f", aim.value(measure)));
    }
    return line.append(right ? ",1" : ",0").toString();
  }

  private static PlateRead labelled(String plate, Quad quad) {
    PlateColor color = PlateGrammar.impliedColor(plate);
    return new PlateRead(
        plate,
        List.of(),
        PlateGrammar.categoryOf(plate, color),
        color,
        1,
        ColorSource.GRAMMAR,
        1,
        1,
        quad);
  }

  private static Quad quad(double[] at, double scale) {
    Point[] points = new Point[4];
    for (int i = 0; i < points.length; i++) {
      points[i] = new Point(at[2 * i] * scale, at[2 * i + 1] * scale);
    }
    return new Quad(points[0], points[1], points[2], points[3]);
  }

  private static Map<String, UnaryOperator<Picture>> changes() {
    Map<String, UnaryOperator<Picture>> changes = new LinkedHashMap<>();
    changes.put("none", UnaryOperator.identity());
    for (double sigma : new double[] {0.7, 1.1, 1.5, 2, 2.6}) {
      changes.put("focus-" + sigma, picture -> picture.blurred(sigma, sigma));
    }
    for (int pixels : new int[] {3, 5, 7, 9}) {
      changes.put("across-" + pixels, picture -> picture.smeared(pixels, true));
      changes.put("down-" + pixels, picture -> picture.smeared(pixels, false));
    }
    for (double scale : new double[] {0.8, 0.65, 0.5, 0.4}) {
      changes.put("small-" + scale, picture -> picture.smaller(scale));
    }
    for (double gain : new double[] {0.4, 0.2, 0.1, 0.05}) {
      changes.put("dark-" + gain, picture -> picture.exposed(level -> level * gain, 4));
    }
    for (double gain : new double[] {1.7, 2.5, 4, 6}) {
      changes.put("bright-" + gain, picture -> picture.exposed(level -> level * gain, 0));
    }
    for (double left : new double[] {0.4, 0.2, 0.1}) {
      changes.put(
          "flat-" + left, picture -> picture.exposed(level -> 170 + (level - 170) * left, 3));
    }
    return changes;
  }
}
