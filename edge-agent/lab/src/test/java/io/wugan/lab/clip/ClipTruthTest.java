package io.wugan.lab.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wugan.lab.clip.ClipTruth.Quad;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClipTruthTest {

  private static final String HEAD =
      """
      clip: {width: 1280, height: 720, fps: 10, seconds: 20}
      camera: {fovDeg: 46, lineM: 6}
      vehicles:
      """;

  private static List<ClipTruth.Vehicle> truth(String... vehicles) {
    return ClipTruth.of(ClipScenario.parse(HEAD + "  - " + String.join("\n  - ", vehicles)))
        .vehicles();
  }

  @Test
  void crossing_ofSteadyApproach_isDistanceOverSpeed() {
    ClipTruth.Vehicle vehicle =
        truth("{plate: 浙A12345, startM: 26, startS: 2, speedKmh: 18}").get(0);

    assertThat(vehicle.crossesLineS().orElseThrow()).isCloseTo(2 + 20 / 5.0, within(1e-6));
    assertThat(vehicle.returnsOverLineS()).isEmpty();
  }

  @Test
  void crossing_ofDeparture_isOnTheWayOut() {
    ClipTruth.Vehicle vehicle =
        truth("{plate: 浙A12345, direction: depart, startM: 0, startS: 1, speedKmh: 18}").get(0);

    assertThat(vehicle.crossesLineS().orElseThrow()).isCloseTo(1 + 6 / 5.0, within(1e-6));
    assertThat(widths(vehicle)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void reversingVehicle_beyondTheLine_crossesItTwiceAndShrinksAgain() {
    ClipTruth.Vehicle vehicle =
        truth("{plate: 浙A12345, startM: 20, speedKmh: 12, stopAtM: 5, stopForS: 2, reverse: true}")
            .get(0);

    double crosses = vehicle.crossesLineS().orElseThrow();
    double returns = vehicle.returnsOverLineS().orElseThrow();
    assertThat(returns).isGreaterThan(crosses + 2);
    List<Double> widths = widths(vehicle);
    double widest = vehicle.maxPlateWidthPx().orElseThrow();
    assertThat(widths.get(0)).isLessThan(widest * 0.5);
    assertThat(widths.get(widths.size() - 1)).isLessThan(widest * 0.5);
    assertThat(widths.stream().filter(width -> width > widest - 0.01).count())
        .as("frames at the turning point")
        .isGreaterThanOrEqualTo(20);
  }

  @Test
  void reversingVehicle_shortOfTheLine_neverCrosses() {
    ClipTruth.Vehicle vehicle =
        truth("{plate: 浙A12345, startM: 20, stopAtM: 7, stopForS: 1, reverse: true}").get(0);

    assertThat(vehicle.crossesLineS()).isEqualTo(OptionalDouble.empty());
    assertThat(vehicle.returnsOverLineS()).isEqualTo(OptionalDouble.empty());
    assertThat(vehicle.quads()).isNotEmpty();
  }

  @Test
  void stopAndGo_onTheLine_crossesOnce() {
    ClipTruth.Vehicle vehicle =
        truth("{plate: 浙A12345, startM: 20, stopAtM: 5.5, stopForS: 3}").get(0);

    assertThat(vehicle.crossesLineS()).isPresent();
    assertThat(vehicle.returnsOverLineS()).isEmpty();
  }

  @Test
  void tailgater_behindAVan_isHiddenUntilTheVanHasPassed() {
    List<ClipTruth.Vehicle> pair =
        truth(
            "{plate: 浙A12345, body: van, startM: 20, speedKmh: 12}",
            "{plate: 浙A54321, startM: 28.5, speedKmh: 12}");

    int vanLast = pair.get(0).quads().get(pair.get(0).quads().size() - 1).frame();
    assertThat(pair.get(1).quads()).isNotEmpty();
    assertThat(pair.get(1).quads().get(0).frame()).isGreaterThan(vanLast);
    assertThat(pair.get(1).quads()).allMatch(quad -> quad.inView() >= ClipTruth.LEAST_IN_VIEW);
  }

  @Test
  void sideBySide_bothPlatesAreSeenAtOnce() {
    List<ClipTruth.Vehicle> pair =
        truth(
            "{plate: 浙A12345, startM: 20, offsetM: -1}",
            "{plate: 浙A54321, startM: 20, offsetM: 1}");

    assertThat(frames(pair.get(0))).containsAll(frames(pair.get(1)).subList(0, 10));
  }

  @Test
  void parkedVehicle_staysAndNeverCrosses() {
    ClipTruth.Vehicle vehicle =
        truth("{plate: 浙A12345, direction: parked, startM: 9, offsetM: 3}").get(0);

    assertThat(vehicle.quads()).hasSize(200);
    assertThat(vehicle.crossesLineS()).isEmpty();
    assertThat(vehicle.minPlateWidthPx()).isEqualTo(vehicle.maxPlateWidthPx());
  }

  @Test
  void largeYellow_fromBehind_isADoubleRowPlate() {
    List<ClipTruth.Vehicle> both =
        truth(
            "{plate: 浙A12345, category: LARGE_YELLOW, body: truck, startM: 20}",
            "{plate: 浙A12345, category: LARGE_YELLOW, body: truck, direction: depart, startS: 9}");

    assertThat(shape(both.get(0).quads().get(10))).isCloseTo(440 / 140.0, within(0.25));
    assertThat(shape(both.get(1).quads().get(10))).isCloseTo(440 / 220.0, within(0.25));
  }

  @Test
  void json_ofTheSameScenario_isTheSameText() {
    ClipScenario scenario = ClipScenario.parse(HEAD + "  - {plate: 浙A12345}");

    assertThat(ClipTruth.of(scenario).toJson())
        .isEqualTo(ClipTruth.of(scenario).toJson())
        .contains("\"plate\": \"浙A12345\"", "\"frames\": 200", "\"quads\": [");
  }

  private static double shape(Quad quad) {
    double height =
        Math.hypot(
            quad.upperLeft().x() - quad.lowerLeft().x(),
            quad.upperLeft().y() - quad.lowerLeft().y());
    return quad.widthPx() / height;
  }

  private static List<Double> widths(ClipTruth.Vehicle vehicle) {
    return vehicle.quads().stream().map(Quad::widthPx).toList();
  }

  private static List<Integer> frames(ClipTruth.Vehicle vehicle) {
    return vehicle.quads().stream().map(Quad::frame).toList();
  }
}
