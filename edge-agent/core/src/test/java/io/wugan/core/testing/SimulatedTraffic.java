package io.wugan.core.testing;

import io.wugan.core.plate.Confusables;
import io.wugan.core.plate.PlateAlphabet;
import io.wugan.core.plate.PlateNormalizer;
import io.wugan.core.plate.PlateRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A seeded queue of cars in one lane, as a poor camera sees it: plates missed, characters misread,
 * corners trembling. Cars follow one another without overtaking; now and then one stops in view,
 * and now and then the next one's plate is its neighbour in the same fleet.
 */
public final class SimulatedTraffic {

  private static final String SERIAL = PlateAlphabet.LETTERS + PlateAlphabet.DIGITS;
  private static final String[] LOOK_ALIKES = {"0DQ", "8B", "2Z", "5S", "6G", "17T", "UVY", "MNH"};

  /**
   * How bad it is.
   *
   * @param missed share of frames in which a plate is not found, 0 to 1
   * @param misread share of characters that are misread, 0 to 1
   * @param hiddenMillis for how long each plate is hidden at a stretch, by a passer-by or the sun
   */
  public record Noise(double missed, double misread, long hiddenMillis) {

    /** Nothing is hidden for long. */
    public Noise(double missed, double misread) {
      this(missed, misread, 0);
    }
  }

  /**
   * A car in view.
   *
   * @param fromMillis when its plate comes into view
   * @param travelMillis how long it drives through the view
   * @param stopMillis how long it stands in the view
   */
  public record Car(String plate, long fromMillis, long travelMillis, long stopMillis) {

    /** When its plate leaves the view. */
    public long toMillis() {
      return fromMillis + travelMillis + stopMillis;
    }

    private double progress(long millis) {
      long driven = millis - fromMillis;
      long beforeStop = travelMillis * 6 / 10;
      long moving = Math.min(driven, Math.max(beforeStop, driven - stopMillis));
      return (double) moving / travelMillis;
    }
  }

  private final Random random;
  private final Noise noise;
  private final double centerX;
  private final List<Car> cars = new ArrayList<>();

  public SimulatedTraffic(long seed, int cars, Noise noise) {
    this(seed, cars, noise, 400);
  }

  /** A queue somewhere else in the picture. */
  public SimulatedTraffic(long seed, int cars, Noise noise, double centerX) {
    this.random = new Random(seed);
    this.noise = noise;
    this.centerX = centerX;
    long from = 500;
    long travel = 1000 + random.nextInt(2500); // 5 m of view at 5 to 18 km/h
    for (int i = 0; i < cars; i++) {
      long stop = random.nextInt(5) == 0 ? 1000 + random.nextInt(8000) : 0;
      Car car = new Car(plate(), from, travel, stop);
      this.cars.add(car);
      from = car.fromMillis() + stop + travel * 8 / 10 + random.nextInt(4000);
    }
  }

  /** Every car, in the order in which they drive. */
  public List<Car> cars() {
    return List.copyOf(cars);
  }

  /** When the last car has left the view. */
  public long endMillis() {
    return cars.get(cars.size() - 1).toMillis();
  }

  /** What the camera says of one frame. */
  public PlateRead[] frame(long millis) {
    return cars.stream()
        .filter(car -> car.fromMillis() <= millis && millis <= car.toMillis())
        .filter(car -> !isHidden(car, millis))
        .filter(car -> random.nextDouble() >= noise.missed())
        .map(car -> read(car, millis))
        .toArray(PlateRead[]::new);
  }

  // At a time of its own for each car, told by its plate, so that nothing else changes.
  private boolean isHidden(Car car, long millis) {
    long visible = Math.max(1, car.travelMillis() + car.stopMillis() - noise.hiddenMillis());
    long from = car.fromMillis() + Math.floorMod((long) car.plate().hashCode(), visible);
    return millis >= from && millis < from + noise.hiddenMillis();
  }

  private PlateRead read(Car car, long millis) {
    StringBuilder text = new StringBuilder(car.plate());
    double confidence = 0.6 + 0.4 * random.nextDouble();
    for (int i = 0; i < text.length(); i++) {
      if (random.nextDouble() < noise.misread()) {
        text.setCharAt(i, misread(text.charAt(i), i));
        confidence = Math.min(confidence, 0.3 + 0.5 * random.nextDouble());
      }
    }
    double progress = car.progress(millis);
    double widthPx = (90 + 70 * progress) * (1 + 0.03 * random.nextGaussian());
    return Reads.of(PlateNormalizer.normalize(text.toString()))
        .withConfidence(confidence)
        .at(
            centerX + 3 * random.nextGaussian(),
            100 + 400 * progress + 3 * random.nextGaussian(),
            widthPx)
        .read();
  }

  private char misread(char right, int position) {
    if (position == 0) {
      return any(PlateAlphabet.PROVINCES);
    }
    List<String> alike = Stream.of(LOOK_ALIKES).filter(each -> each.indexOf(right) >= 0).toList();
    boolean likely = random.nextBoolean() && !alike.isEmpty();
    return any(likely ? alike.get(0) : SERIAL);
  }

  private String plate() {
    String plate = random.nextInt(7) == 0 ? neighbour() : fresh();
    boolean taken = cars.stream().anyMatch(car -> Confusables.sameMisread(car.plate(), plate));
    return taken ? plate() : plate;
  }

  private String neighbour() {
    if (cars.isEmpty()) {
      return fresh();
    }
    String last = cars.get(cars.size() - 1).plate();
    return last.substring(0, last.length() - 1) + any(PlateAlphabet.DIGITS);
  }

  private String fresh() {
    String digits = "" + (1000 + random.nextInt(9000));
    return random.nextInt(3) == 0
        ? "浙A" + any("DF") + any(SERIAL) + digits
        : "浙" + any("ABCDEF") + any(SERIAL) + digits;
  }

  private char any(String alphabet) {
    return alphabet.charAt(random.nextInt(alphabet.length()));
  }
}
