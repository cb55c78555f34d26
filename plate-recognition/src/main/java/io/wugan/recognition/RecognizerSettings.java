package io.wugan.recognition;

import io.wugan.core.plate.PlateAlphabet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How plates are recognized. Immutable.
 *
 * @param modelDirectory folder of {@code plate-detector.onnx}, {@code plate-reader.onnx} and their
 *     {@code .json}; empty for the built-in models
 * @param threads threads of one inference, 1 to 64; holds for the whole process
 * @param motionGate whether pictures in which nothing moves are left out
 * @param longSidesPx long sides to which a frame is brought for finding plates, tried in this order
 *     while no plate is sure; empty for what the model was made for
 * @param closeUpWidthPx width of the second look at each plate, a multiple of 32; 0 for what the
 *     model was made for
 * @param quickReduction whether pictures are made smaller fast rather than well
 * @param minPlateWidthPx plates narrower than this in the frame are left out
 * @param localProvince the province most vehicles come from, such as 浙; a blurred first character
 *     leans to it. Empty: all provinces alike
 */
public record RecognizerSettings(
    Optional<Path> modelDirectory,
    int threads,
    boolean motionGate,
    List<Integer> longSidesPx,
    int closeUpWidthPx,
    boolean quickReduction,
    int minPlateWidthPx,
    Optional<Character> localProvince) {

  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public RecognizerSettings {
    longSidesPx = List.copyOf(longSidesPx);
    check("threads", threads, 1, 64);
    check("closeUpWidthPx", closeUpWidthPx, 0, 1024);
    if (closeUpWidthPx % 32 != 0) {
      throw new IllegalArgumentException(
          "closeUpWidthPx must be a multiple of 32, not " + closeUpWidthPx);
    }
    check("minPlateWidthPx", minPlateWidthPx, 0, 10_000);
    localProvince.ifPresent(
        province -> {
          if (!PlateAlphabet.isProvince(province)) {
            throw new IllegalArgumentException(
                "localProvince must be one of " + PlateAlphabet.PROVINCES + ", not " + province);
          }
        });
    longSidesPx.forEach(side -> check("longSidesPx", side, 64, 4096));
  }

  private static void check(String name, int value, int least, int greatest) {
    if (value < least || value > greatest) {
      throw new IllegalArgumentException(
          name + " must lie between " + least + " and " + greatest + ", not " + value);
    }
  }

  /** The built-in models, one thread, every picture, no plate under 16 pixels. */
  public static RecognizerSettings defaults() {
    return new RecognizerSettings(
        Optional.empty(), 1, false, List.of(), 0, false, 16, Optional.empty());
  }

  /** With models from a folder. */
  public RecognizerSettings withModelDirectory(Path directory) {
    return new RecognizerSettings(
        Optional.of(directory),
        threads,
        motionGate,
        longSidesPx,
        closeUpWidthPx,
        quickReduction,
        minPlateWidthPx,
        localProvince);
  }

  /** With another number of threads. */
  public RecognizerSettings withThreads(int number) {
    return new RecognizerSettings(
        modelDirectory,
        number,
        motionGate,
        longSidesPx,
        closeUpWidthPx,
        quickReduction,
        minPlateWidthPx,
        localProvince);
  }

  /** With or without the motion gate. */
  public RecognizerSettings withMotionGate(boolean on) {
    return new RecognizerSettings(
        modelDirectory,
        threads,
        on,
        longSidesPx,
        closeUpWidthPx,
        quickReduction,
        minPlateWidthPx,
        localProvince);
  }

  /** With other long sides of the first pass, in pixels; empty for those of the models. */
  public RecognizerSettings withLongSides(List<Integer> sidesPx) {
    return new RecognizerSettings(
        modelDirectory,
        threads,
        motionGate,
        sidesPx,
        closeUpWidthPx,
        quickReduction,
        minPlateWidthPx,
        localProvince);
  }

  /** With another width of the second look, in pixels; 0 for that of the model. */
  public RecognizerSettings withCloseUpWidth(int widthPx) {
    return new RecognizerSettings(
        modelDirectory,
        threads,
        motionGate,
        longSidesPx,
        widthPx,
        quickReduction,
        minPlateWidthPx,
        localProvince);
  }

  /** With pictures made smaller fast, or well. */
  public RecognizerSettings withQuickReduction(boolean quick) {
    return new RecognizerSettings(
        modelDirectory,
        threads,
        motionGate,
        longSidesPx,
        closeUpWidthPx,
        quick,
        minPlateWidthPx,
        localProvince);
  }

  /** With a province that most vehicles come from. */
  public RecognizerSettings withLocalProvince(char province) {
    return new RecognizerSettings(
        modelDirectory,
        threads,
        motionGate,
        longSidesPx,
        closeUpWidthPx,
        quickReduction,
        minPlateWidthPx,
        Optional.of(province));
  }

  /**
   * For a lane's video: with the motion gate, one first pass of 512 pixels, a second look of 256
   * and quick reduction. A plate that is found in one picture only is of no use there, and many
   * pictures make up for what one lacks.
   */
  public RecognizerSettings forVideo() {
    return withMotionGate(true)
        .withLongSides(List.of(512))
        .withCloseUpWidth(256)
        .withQuickReduction(true);
  }
}
