package io.wugan.lab.lot;

import io.wugan.core.lane.PlateChoice;
import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.Quad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Reads plates as wrongly as the recognition was measured to (validation pictures and shrunk sets,
 * accepted reads): of the wrong reads, seven in ten have one wrong character; of those characters
 * six in ten have the right one as second choice with at least 0.1, and two thirds have less than
 * 0.8; of the right reads one in twenty has such a doubtful character. At night there is no colour.
 */
final class SimulatedCamera {

  private static final double ONE_WRONG = 0.70;
  private static final double TWO_WRONG = 0.85; // cumulative; the rest lost or gained a character
  private static final double RIGHT_IS_SECOND = 0.59;
  private static final double WRONG_IN_DOUBT = 0.68;
  private static final double RIGHT_IN_DOUBT = 0.05;
  private static final double NIGHT = 0.3;
  private static final Quad QUAD = Quad.rectangle(400, 300, 130, 41);

  private final LotSettings settings;
  private final Misreadings misreadings = new Misreadings();
  private final RandomGenerator random;

  SimulatedCamera(LotSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /** What is seen of a passing vehicle; empty where no plate could be read. */
  Optional<PlateChoice> see(Vehicle vehicle) {
    if (random.nextDouble() < settings.unread()) {
      return Optional.empty();
    }
    PlateColor color = random.nextDouble() < NIGHT ? PlateColor.UNKNOWN : vehicle.color;
    boolean right = random.nextDouble() < settings.plateAccuracy();
    String text = right ? vehicle.plate : misread(vehicle.plate);
    return Optional.of(choice(text, vehicle.plate, color));
  }

  private String misread(String plate) {
    double kind = random.nextDouble();
    String once = misreadings.oneWrong(plate, random);
    if (kind < ONE_WRONG) {
      return once;
    }
    if (kind < TWO_WRONG) {
      return misreadings.oneWrong(once, random);
    }
    int place = random.nextInt(plate.length());
    return random.nextBoolean()
        ? plate.substring(0, place) + plate.substring(place + 1)
        : plate.substring(0, place) + plate.charAt(place) + plate.substring(place);
  }

  private PlateChoice choice(String text, String truth, PlateColor color) {
    boolean oneWrong = text.length() == truth.length() && !text.equals(truth);
    boolean inDoubt = random.nextDouble() < WRONG_IN_DOUBT;
    // A second choice of 0.1 and more leaves less for the first: where it is in doubt, mostly.
    boolean second = inDoubt && random.nextDouble() < RIGHT_IS_SECOND / WRONG_IN_DOUBT;
    int doubtful =
        !oneWrong && random.nextDouble() < RIGHT_IN_DOUBT ? random.nextInt(text.length()) : -1;
    List<CharRead> chars = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      boolean wrong = oneWrong && text.charAt(i) != truth.charAt(i);
      boolean weak = i == doubtful || (wrong && inDoubt);
      char runnerUp = wrong && second ? truth.charAt(i) : '*';
      chars.add(
          new CharRead(
              text.charAt(i), weak ? 0.65 : 0.97, runnerUp, wrong && second ? 0.25 : 0.02));
    }
    // Seen where the grammar refuses the text: the passage has a plate, but no number.
    PlateColor known = color == PlateColor.UNKNOWN ? PlateGrammar.impliedColor(text) : color;
    return new PlateChoice(
        PlateNumber.parse(text),
        text,
        PlateGrammar.categoryOf(text, known),
        color,
        ColorSource.PIXELS,
        chars.stream().mapToDouble(CharRead::confidence).min().orElse(0),
        chars,
        1,
        List.of(new PlateChoice.Candidate(text, 1)),
        QUAD);
  }
}
