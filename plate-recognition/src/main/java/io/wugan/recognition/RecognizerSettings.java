package io.wugan.recognition;

import io.wugan.core.plate.PlateAlphabet;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How plates are recognized. Immutable.
 *
 * @param modelDirectory folder of {@code plate-detector.onnx}, {@code plate-reader.onnx} and their
 *     {@code .json}; empty for the built-in models
 * @param threads threads of one inference, 1 to 64; holds for the whole process
 * @param motionGate whether pictures in which nothing moves are left out
 * @param looks how closely pictures are looked at
 * @param region the part of each frame that is looked at
 * @param minPlateWidthPx plates narrower than this in the frame are left out
 * @param localProvince the province most vehicles come from, such as 浙; a blurred first character
 *     leans to it. Empty: all provinces alike
 */
public record RecognizerSettings(
    Optional<Path> modelDirectory,
    int threads,
    boolean motionGate,
    Looks looks,
    PictureRegion region,
    int minPlateWidthPx,
    Optional<Character> localProvince) {

  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public RecognizerSettings {
    check("threads", threads, 1, 64);
    check("minPlateWidthPx", minPlateWidthPx, 0, 10_000);
    localProvince.ifPresent(
        province -> {
          if (!PlateAlphabet.isProvince(province)) {
            throw new IllegalArgumentException(
                "localProvince must be one of " + PlateAlphabet.PROVINCES + ", not " + province);
          }
        });
  }

  static void check(String name, int value, int least, int greatest) {
    if (value < least || value > greatest) {
      throw new IllegalArgumentException(
          name + " must lie between " + least + " and " + greatest + ", not " + value);
    }
  }

  /** The built-in models, one thread, every picture thoroughly, no plate under 16 pixels. */
  public static RecognizerSettings defaults() {
    return new RecognizerSettings(
        Optional.empty(), 1, false, Looks.thorough(), PictureRegion.WHOLE, 16, Optional.empty());
  }

  /** With models from a folder. */
  public RecognizerSettings withModelDirectory(Path directory) {
    return new RecognizerSettings(
        Optional.of(directory), threads, motionGate, looks, region, minPlateWidthPx, localProvince);
  }

  /** With another number of threads. */
  public RecognizerSettings withThreads(int number) {
    return new RecognizerSettings(
        modelDirectory, number, motionGate, looks, region, minPlateWidthPx, localProvince);
  }

  /** With or without the motion gate. */
  public RecognizerSettings withMotionGate(boolean on) {
    return new RecognizerSettings(
        modelDirectory, threads, on, looks, region, minPlateWidthPx, localProvince);
  }

  /** With closer or quicker looks. */
  public RecognizerSettings withLooks(Looks other) {
    return new RecognizerSettings(
        modelDirectory, threads, motionGate, other, region, minPlateWidthPx, localProvince);
  }

  /** With another part of each frame that is looked at. */
  public RecognizerSettings withRegion(PictureRegion part) {
    return new RecognizerSettings(
        modelDirectory, threads, motionGate, looks, part, minPlateWidthPx, localProvince);
  }

  /** With a province that most vehicles come from. */
  public RecognizerSettings withLocalProvince(char province) {
    return new RecognizerSettings(
        modelDirectory, threads, motionGate, looks, region, minPlateWidthPx, Optional.of(province));
  }

  /** For a lane's video: with the motion gate and quick looks. */
  public RecognizerSettings forVideo() {
    return withMotionGate(true).withLooks(Looks.quick());
  }
}
