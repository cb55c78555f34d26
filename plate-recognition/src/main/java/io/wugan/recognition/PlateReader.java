package io.wugan.recognition;

import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.recognition.decode.Hit;
import io.wugan.recognition.decode.SlotRead;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Reads one plate: text, colour, and whether it is a plate at all. Confined to the recognizer's
 * thread; holds native memory until closed.
 */
final class PlateReader implements AutoCloseable {

  private static final List<String> OUTPUTS = List.of("chars", "color", "plate");

  private final ReaderModel model;
  private final Network network;
  private final Size size;
  private final Quad upright;
  private final Mat plate = new Mat();

  /**
   * @param threads threads of one inference
   * @throws RecognitionException if the network cannot be run
   */
  PlateReader(ReaderModel model, int threads) {
    this.model = model;
    this.network = new Network(model.file(), OUTPUTS, threads);
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
   * @return empty where the plate lies outside the picture
   */
  Optional<PlateRead> read(Mat picture, Hit hit, StageTimes times) {
    boolean inside = Rectifier.rectify(picture, hit.quad(), upright, size, plate);
    times.end(StageTimes.Stage.RECTIFY);
    if (!inside) {
      return Optional.empty();
    }
    List<Tensor> outputs = network.run(plate);
    SlotRead text = model.decoder().decode(outputs.get(0).values());
    float[] colors = outputs.get(1).values();
    double plateConfidence = probability(outputs.get(2).values()[1]);
    PlateRead read = plateRead(hit, text, colors, plateConfidence);
    times.end(StageTimes.Stage.READ);
    return Optional.of(read);
  }

  private PlateRead plateRead(Hit hit, SlotRead read, float[] colors, double plateConfidence) {
    int best = 0;
    for (int i = 1; i < colors.length; i++) {
      best = colors[i] > colors[best] ? i : best;
    }
    PlateColor color = model.colors().get(best);
    double colorConfidence = probability(colors[best]);
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
        plateConfidence,
        hit.quad());
  }

  /** Multiply-accumulates of all inferences so far. */
  long multiplyAccumulates() {
    return network.multiplyAccumulates();
  }

  // A softmax may exceed 1 by a rounding error.
  private static double probability(float value) {
    return Math.min(1, Math.max(0, value));
  }

  @Override
  public void close() {
    network.close();
    plate.close();
    size.close();
  }
}
