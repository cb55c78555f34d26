package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.testing.LaneScript;
import io.wugan.core.testing.SimulatedTraffic;
import io.wugan.core.testing.SimulatedTraffic.Car;
import io.wugan.core.testing.SimulatedTraffic.Noise;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Seeded queues of ten cars each. A run is good when every car gave exactly one sighting, in its
 * own time. A seed that fails is reproduced by {@code new SimulatedTraffic(seed, …)}.
 *
 * <p>Measured over more runs than the tests take, with a fifth of the plates missed and a tenth of
 * the characters misread; the bounds of the tests lie a little below:
 *
 * <pre>
 *                good runs     cars with one sighting   right plates
 * 30 frames/s     500 of  500    5000 of  5000             100.0 %
 * 10 frames/s     997 of 1000    9997 of 10000              99.9 %
 *  5 frames/s     943 of 1000    9940 of 10000              98.1 %
 * </pre>
 */
class PassageTrackerSimulationTest {

  private static final int CARS = 10;

  private static final class Tally {
    private int goodRuns;
    private int sightings;
    private int plates;
    private int rightPlates;
    private long firstBadSeed = -1;
  }

  @ParameterizedTest
  @CsvSource({
    // runs, frames a second, missed, misread, good runs at least, right plates at least
    " 30, 10, 0.0, 0.00, 1.00, 1.00",
    " 15, 30, 0.2, 0.10, 0.97, 0.99",
    " 60, 10, 0.2, 0.10, 0.98, 0.99",
    // A car that needs a second for the view is in five frames at most, and three must show it.
    "100,  5, 0.2, 0.10, 0.90, 0.96",
  })
  void queues_noisyCamera_oneSightingForEachCar(
      int runs,
      int framesPerSecond,
      double missed,
      double misread,
      double goodRuns,
      double rightPlates,
      TestReporter reporter) {
    Tally tally = new Tally();
    for (long seed = 0; seed < runs; seed++) {
      play(seed, framesPerSecond, new Noise(missed, misread), tally);
    }

    double good = (double) tally.goodRuns / runs;
    double right = (double) tally.rightPlates / tally.plates;
    String figures =
        "%d frames/s: good runs %.3f, sightings %d of %d, right plates %.4f, first bad seed %d"
            .formatted(
                framesPerSecond, good, tally.sightings, runs * CARS, right, tally.firstBadSeed);
    reporter.publishEntry("figures", figures);
    assertThat(good).as(figures).isGreaterThanOrEqualTo(goodRuns);
    assertThat(right).as(figures).isGreaterThanOrEqualTo(rightPlates);
  }

  private static void play(long seed, int framesPerSecond, Noise noise, Tally tally) {
    SimulatedTraffic traffic = new SimulatedTraffic(seed, CARS, noise);
    LaneScript lane =
        new LaneScript(new PassageTracker(Lane.of("E1", LaneRole.ENTRY), TrackerSettings.DEFAULT));
    for (long frame = 0; frame * 1000 / framesPerSecond <= traffic.endMillis(); frame++) {
      long millis = frame * 1000 / framesPerSecond;
      lane.frame(millis, traffic.frame(millis));
    }
    List<VehicleSighting> seen = lane.finish();
    tally.sightings += seen.size();
    if (oneForEach(traffic.cars(), seen)) {
      tally.goodRuns++;
      for (int i = 0; i < CARS; i++) {
        tally.plates++;
        String text = seen.get(i).plate().orElseThrow().rawText();
        tally.rightPlates += text.equals(traffic.cars().get(i).plate()) ? 1 : 0;
      }
    } else if (tally.firstBadSeed < 0) {
      tally.firstBadSeed = seed;
    }
  }

  private static boolean oneForEach(List<Car> cars, List<VehicleSighting> seen) {
    if (cars.size() != seen.size()) {
      return false;
    }
    for (int i = 0; i < cars.size(); i++) {
      Car car = cars.get(i);
      boolean inItsTime =
          seen.get(i).firstSeen().monoMillis() >= car.fromMillis()
              && seen.get(i).at().monoMillis() <= car.toMillis();
      if (!inItsTime) {
        return false;
      }
    }
    return true;
  }
}
