package io.wugan.recognition;

import io.wugan.core.plate.PlateColor;
import io.wugan.recognition.decode.ProvincePrior;
import io.wugan.recognition.decode.SlotDecoder;
import java.util.Arrays;
import java.util.List;

/**
 * How the reader's network is to be run, from its description. Immutable.
 *
 * @param file the network
 * @param widthPx width of its input
 * @param heightPx height of its input
 * @param alphabet classes of its character slots; the first is "no character here"
 * @param colors classes of its colour output
 * @param decoder turns the slots into a text
 */
record ReaderModel(
    ModelFile file,
    int widthPx,
    int heightPx,
    List<String> alphabet,
    List<PlateColor> colors,
    SlotDecoder decoder) {

  // Far below what a lot's own statistics would give: the reader's doubts are only roughly right.
  private static final double LOCAL_ODDS = 5;

  /**
   * @throws RecognitionException if the model is missing or damaged
   */
  static ReaderModel load(RecognizerSettings settings) {
    ModelFile file = ModelFile.load(settings.modelDirectory(), "plate-reader");
    List<String> alphabet = file.texts("alphabet");
    boolean plain = alphabet.stream().skip(1).allMatch(c -> c.length() == 1);
    if (alphabet.size() < 3 || !alphabet.get(0).isEmpty() || !plain) {
      throw file.wrong("an empty text, then single characters", "alphabet");
    }
    return new ReaderModel(
        file,
        file.integer(32, 1024, "input", "width"),
        file.integer(16, 1024, "input", "height"),
        alphabet,
        colors(file),
        new SlotDecoder(alphabet, settings.localProvince().map(ReaderModel::prior)));
  }

  private static ProvincePrior prior(char province) {
    return new ProvincePrior(province, LOCAL_ODDS);
  }

  private static List<PlateColor> colors(ModelFile file) {
    return file.texts("colors").stream()
        .map(
            name ->
                Arrays.stream(PlateColor.values())
                    .filter(color -> color.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                        () -> file.wrong("of " + Arrays.toString(PlateColor.values()), "colors")))
        .toList();
  }
}
