package io.wugan.recognition;

import io.wugan.recognition.decode.HeatmapDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * How the detector's network is to be run, from its description. Immutable.
 *
 * @param file the network
 * @param paddingLevel grey outside the picture, 0–255
 * @param longSidesPx long sides of the first pass, in the order they are tried
 * @param sureScore score after the second pass from which no other long side is tried
 * @param first decodes the first pass
 * @param secondWidthPx width of the second pass's input
 * @param secondHeightPx its height
 * @param plateWidths width of the second pass's part of the picture, in plate widths
 * @param second decodes the second pass
 */
record DetectorModel(
    ModelFile file,
    int paddingLevel,
    List<Integer> longSidesPx,
    double sureScore,
    HeatmapDecoder first,
    int secondWidthPx,
    int secondHeightPx,
    double plateWidths,
    HeatmapDecoder second) {

  /**
   * @throws RecognitionException if the model is missing or damaged
   */
  static DetectorModel load(RecognizerSettings settings) {
    ModelFile file = ModelFile.load(settings.modelDirectory(), "plate-detector");
    int stride = file.integer(8, 8, "stride");
    double overlap = file.number(0, 1, "decode", "overlap");
    int limit = file.integer(1, 100, "passes", "limit");
    Looks looks = settings.looks();
    List<Integer> sides = new ArrayList<>(looks.longSidesPx());
    if (sides.isEmpty()) {
      sides.add(file.integer(64, 4096, "passes", "firstLongSide"));
      sides.addAll(file.integers(64, 4096, "passes", "retryLongSides"));
    }
    int width = multipleOf32(file, "width");
    int height = multipleOf32(file, "height");
    if (looks.closeUpWidthPx() > 0) {
      height = 32 * Math.max(1, Math.round(looks.closeUpWidthPx() * height / (32f * width)));
      width = looks.closeUpWidthPx();
    }
    double plateWidths = file.number(1, 20, "passes", "second", "plateWidths");
    return new DetectorModel(
        file,
        file.integer(0, 255, "input", "padding"),
        List.copyOf(sides),
        file.number(0, 1, "passes", "sureScore"),
        new HeatmapDecoder(stride, file.number(0, 1, "scoreThreshold"), overlap, limit),
        width,
        height,
        looks.closeUpPlateWidths() > 0 ? looks.closeUpPlateWidths() : plateWidths,
        new HeatmapDecoder(
            stride, file.number(0, 1, "passes", "second", "scoreThreshold"), overlap, limit));
  }

  private static int multipleOf32(ModelFile file, String key) {
    int value = file.integer(32, 4096, "passes", "second", key);
    if (value % 32 != 0) {
      throw file.wrong("a multiple of 32", "passes", "second", key);
    }
    return value;
  }
}
