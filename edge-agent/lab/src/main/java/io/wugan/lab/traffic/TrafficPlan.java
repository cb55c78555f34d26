package io.wugan.lab.traffic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Vehicles that come in through one lane and leave through another, each {@link #LAG_SECONDS}
 * later, evenly spread with some chance. Everything is out at the end, so that both clips can be
 * played over and over. The same seed gives the same vehicles.
 */
final class TrafficPlan {

  /** From a vehicle's entry to its exit, in seconds. */
  static final int LAG_SECONDS = 60;

  private static final double FIRST_SECONDS = 1;
  // The last one needs this long from its start to its way out of the picture.
  private static final double PASSING_SECONDS = 14;
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final String OFFICES = "浙A浙B浙D浙F沪C苏E皖A赣E闽D粤B";
  private static final String[] COLORS = {
    "8899aa", "e8e8e8", "202428", "7a2020", "3355aa", "b8b0a0"
  };

  private record Arrival(
      String plate, String category, String body, String color, double startS, double speedKmh) {}

  private final int seconds;
  private final long seed;
  private final List<Arrival> arrivals = new ArrayList<>();

  /**
   * @param vehicles how many, at least 1
   * @param seconds length of each clip, at most 600
   * @param seed of the plates, vehicles and times
   * @throws IllegalArgumentException if they would drive into one another
   */
  TrafficPlan(int vehicles, int seconds, long seed) {
    this.seconds = seconds;
    this.seed = seed;
    double gap = (seconds - LAG_SECONDS - FIRST_SECONDS - PASSING_SECONDS) / Math.max(1, vehicles);
    if (vehicles < 1 || seconds > 600 || gap < 4) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d vehicles in %d s: 1 and more are wanted, in at most 600 s, one in 4 s at most;"
                  + " %d s are needed besides",
              vehicles,
              seconds,
              (int) (LAG_SECONDS + FIRST_SECONDS + PASSING_SECONDS)));
    }
    RandomGenerator random = new SplittableRandom(seed);
    Set<String> taken = new HashSet<>();
    while (arrivals.size() < vehicles) {
      double startS = FIRST_SECONDS + gap * (arrivals.size() + random.nextDouble(0.25));
      Arrival next = arrival(startS, random);
      if (taken.add(next.plate())) {
        arrivals.add(next);
      }
    }
  }

  private static Arrival arrival(double startS, RandomGenerator random) {
    double kind = random.nextDouble();
    String color = COLORS[random.nextInt(COLORS.length)];
    double speed = random.nextDouble(11, 13);
    if (kind < 0.25) {
      String plate = "浙A" + (random.nextInt(4) < 3 ? 'D' : 'F') + digits(5, random);
      return new Arrival(plate, "NEV_SMALL", "sedan", color, startS, speed);
    }
    int office = 2 * random.nextInt(OFFICES.length() / 2);
    String plate = OFFICES.substring(office, office + 2) + serial(random);
    if (kind < 0.30) {
      return new Arrival(plate, "LARGE_YELLOW", "truck", color, startS, speed);
    }
    String body = random.nextInt(3) == 0 ? "suv" : random.nextInt(4) == 0 ? "van" : "sedan";
    return new Arrival(plate, "SMALL_BLUE", body, color, startS, speed);
  }

  private static String serial(RandomGenerator random) {
    StringBuilder serial = new StringBuilder(digits(5, random));
    for (int i = random.nextInt(3); i > 0; i--) {
      serial.setCharAt(random.nextInt(5), LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return serial.toString();
  }

  private static String digits(int count, RandomGenerator random) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  /** Scenario of the entry lane's clip, YAML. */
  String entry() {
    return scenario("entry", 0);
  }

  /** Scenario of the exit lane's clip, YAML. */
  String exit() {
    return scenario("exit", LAG_SECONDS);
  }

  private String scenario(String lane, int laterSeconds) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "clip: {width: 640, height: 360, fps: 10, seconds: %d, seed: %d}%n"
                + "camera: {lane: %s, heightM: 1.8, tiltDeg: 8, yawDeg: 10, fovDeg: 40, sideM: 1.2}%n"
                + "vehicles:%n",
            seconds,
            seed,
            lane));
    for (Arrival each : arrivals) {
      text.append(
          String.format(
              Locale.ROOT,
              "  - {plate: %s, category: %s, body: %s, bodyColor: '#%s', startS: %.2f, speedKmh:"
                  + " %.1f}%n",
              each.plate(),
              each.category(),
              each.body(),
              each.color(),
              each.startS() + laterSeconds,
              each.speedKmh()));
    }
    return text.toString();
  }

  /** The configuration of an agent whose two cameras are the clips, over and over, YAML. */
  static String configuration() {
    return """
        site: traffic
        edge: board-1
        data: data
        mqtt:
          url: tcp://127.0.0.1:1883
        lanes:
          - id: entry
            role: ENTRY
            camera: {file: entry.mp4, loop: true, pace: REALTIME}
          - id: exit
            role: EXIT
            camera: {file: exit.mp4, loop: true, pace: REALTIME}
        """;
  }
}
