package io.wugan.recognition;

import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.recognition.decode.Hit;
import io.wugan.recognition.decode.SlotRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Reads one plate: text, colour, and whether it is a plate at all. Confined to the recognizer's
 * thread; holds native memory until closed.
 */
final class PlateReader implements AutoCloseable {

  private static final List<String> OUTPUTS = List.of("chars", "color", "plate");

  // Below this the weakest character is worth another look.
  private static final double SURE = 0.95;

  private final ReaderModel model;
  private final boolean secondOpinion;
  private final Network network;
  private final Size size;
  private final Quad upright;
  private final Mat plate = new Mat();

  /**
   * @param settings threads, and whether doubtful plates are read again
   * @throws RecognitionException if the network cannot be run
   */
  PlateReader(ReaderModel model, RecognizerSettings settings) {
    this.model = model;
    this.secondOpinion = settings.looks().secondOpinion();
    this.network = new Network(model.file(), OUTPUTS, settings.threads());
    network.verify(
        model.widthPx(),
        model.heightPx(),
        List.of(
            List.of(1, 8, model.alphabet().size()),
            List.of(1, model.colors().size()),
            List.of(1, 2)));
    this.size = new Size(model.widthPx(), model.heightPx());
    this.upright = Quad.rectangle(0, 0, model.widthPx(), model.heightPx());
  }

  /**
   * Reads a plate of a picture.
   *
   * @param picture H×W×3, BGR, 0–255
   * @param doubt gives other corners of the same plate, asked for where the first look is doubtful
   * @return empty where the plate lies outside the picture
   */
  Optional<PlateRead> read(Mat picture, Hit hit, Supplier<List<Quad>> doubt, StageTimes times) {
    Optional<ReaderOutput> first = look(picture, hit.quad(), times);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    ReaderOutput output = first.get();
    if (secondOpinion && output.weakest(model.alphabet().size()) < SURE) {
      List<ReaderOutput> all = new ArrayList<>(List.of(output));
      doubt.get().forEach(quad -> look(picture, quad, times).ifPresent(all::add));
      output = ReaderOutput.mean(all);
    }
    PlateRead read = plateRead(hit, output);
    times.end(StageTimes.Stage.READ);
    return Optional.of(read);
  }

  private Optional<ReaderOutput> look(Mat picture, Quad quad, StageTimes times) {
    boolean inside = Rectifier.rectify(picture, quad, upright, size, plate);
    times.end(StageTimes.Stage.RECTIFY);
    Optional<ReaderOutput> output =
        inside ? Optional.of(ReaderOutput.of(network.run(plate))) : Optional.empty();
    times.end(StageTimes.Stage.READ);
    return output;
  }

  private PlateRead plateRead(Hit hit, ReaderOutput output) {
    SlotRead read = model.decoder().decode(output.chars());
    PlateColor color = model.colors().get(output.color());
    double colorConfidence = output.colorConfidence();
    ColorSource source = ColorSource.PIXELS;
    PlateColor implied = PlateGrammar.impliedColor(read.text());
    if (color == PlateColor.UNKNOWN && implied != PlateColor.UNKNOWN) {
      color = implied;
      // The colour is as sure as the text that it follows from.
      colorConfidence = read.chars().stream().mapToDouble(CharRead::confidence).min().orElse(0);
      source = ColorSource.GRAMMAR;
    }
    return new PlateRead(
        read.text(),
        read.chars(),
        PlateGrammar.categoryOf(read.text(), color),
        color,
        colorConfidence,
        source,
        hit.score(),
        output.plate(),
        hit.quad());
  }

  /** Multiply-accumulates of all inferences so far. */
  long multiplyAccumulates() {
    return network.multiplyAccumulates();
  }

  @Override
  public void close() {
    network.close();
    plate.close();
    size.close();
  }
}
