package io.wugan.lab.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wugan.lab.clip.ClipTruth.Point;
import io.wugan.lab.clip.ClipTruth.Quad;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClipRendererTest {

  private static final String SMALL =
      """
      clip: {width: 480, height: 270, fps: 5, seconds: 1.2, seed: 3}
      camera: {fovDeg: 46}
      light: {time: %s, noise: 0.01, rain: %s, glare: 0.1}
      vehicles:
        - {plate: 浙A12345, startM: 9, speedKmh: 12}
        - {plate: 浙AD12345, category: NEV_SMALL, body: van, direction: parked, startM: 9, offsetM: 3.2}
      """;

  @ParameterizedTest
  @EnumSource(LightSpec.Time.class)
  void frames_sameScenarioTwice_areTheSameBytes(LightSpec.Time time) throws Exception {
    ClipScenario scenario =
        ClipScenario.parse(
            SMALL
                .formatted(time.name().toLowerCase(Locale.ROOT), true)
                .replace("width: 480, height: 270, fps: 5", "width: 320, height: 180, fps: 2"));

    assertThat(hash(scenario)).isEqualTo(hash(scenario));
  }

  @Test
  void frames_anotherSeed_areOtherBytes() throws Exception {
    String yaml = SMALL.formatted("day", false);

    assertThat(hash(ClipScenario.parse(yaml)))
        .isNotEqualTo(hash(ClipScenario.parse(yaml.replace("seed: 3", "seed: 4"))));
  }

  @Test
  void frames_wholeClip_comeInOrderAtEvenTimes() throws Exception {
    List<Double> times = new ArrayList<>();

    ClipRenderer.render(
        ClipScenario.parse(SMALL.formatted("day", false)),
        (index, timeS, bgr) -> {
          assertThat(index).isEqualTo(times.size());
          assertThat(bgr).hasSize(480 * 270 * 3);
          times.add(timeS);
        });

    assertThat(times).containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
  }

  @Test
  void plate_insideItsQuad_isBlueAndOutsideIsNot() throws Exception {
    ClipScenario scenario =
        ClipScenario.parse(SMALL.formatted("day", false).replace("fovDeg: 46", "fovDeg: 24"));
    List<Quad> quads = ClipTruth.of(scenario).vehicles().get(0).quads();
    assertThat(quads).hasSize(6);

    ClipRenderer.render(
        scenario,
        (index, timeS, bgr) -> {
          Quad quad = quads.get(index);
          // Between the frame line and the characters the film shows plainly.
          for (double along : new double[] {0.1, 0.35, 0.65, 0.9}) {
            assertThat(blueness(bgr, at(quad, along, 0.90)))
                .as("inside, frame %d", index)
                .isGreaterThan(40);
            assertThat(blueness(bgr, at(quad, along, -0.12)))
                .as("above, frame %d", index)
                .isLessThan(32);
            assertThat(blueness(bgr, at(quad, along, 1.14)))
                .as("below, frame %d", index)
                .isLessThan(32);
          }
          assertThat(blueness(bgr, at(quad, -0.03, 0.5)))
              .as("left, frame %d", index)
              .isLessThan(32);
          assertThat(blueness(bgr, at(quad, 1.03, 0.5)))
              .as("right, frame %d", index)
              .isLessThan(32);
        });
  }

  @Test
  void plate_coveredOrAbsent_leavesNoBlue() throws Exception {
    String yaml = SMALL.formatted("day", false);
    ClipScenario visible = ClipScenario.parse(yaml);
    Quad quad = ClipTruth.of(visible).vehicles().get(0).quads().get(0);

    for (String look : List.of("covered", "none")) {
      ClipScenario hidden =
          ClipScenario.parse(
              yaml.replace("{plate: 浙A12345,", "{plate: 浙A12345, plateVisible: " + look + ","));
      ClipRenderer.render(
          hidden,
          (index, timeS, bgr) -> {
            if (index == 0) {
              assertThat(blueness(bgr, at(quad, 0.5, 0.92))).isLessThan(20);
            }
          });
      assertThat(ClipTruth.of(hidden).vehicles().get(0).quads()).isEmpty();
      assertThat(ClipTruth.of(hidden).vehicles().get(0).crossesLineS()).isPresent();
    }
  }

  @Test
  void quad_ofPlateStraightAhead_hasTheWidthThePinholeGives() {
    ClipScenario scenario =
        ClipScenario.parse(
            """
            clip: {width: 1280, height: 720, fps: 5, seconds: 0.2}
            camera: {fovDeg: 40, heightM: 0.5, sideM: 0, yawDeg: 0, tiltDeg: 0}
            vehicles:
              - {plate: 浙A12345, direction: parked, startM: 6.025}
            """);

    Quad quad = ClipTruth.of(scenario).vehicles().get(0).quads().get(0);

    double focalPx = 640 / Math.tan(Math.toRadians(20));
    assertThat(quad.widthPx()).isCloseTo(focalPx * 0.44 / 6, within(0.01));
    assertThat(quad.upperLeft().x() + quad.upperRight().x()).isCloseTo(1280, within(0.01));
  }

  private static Point at(Quad quad, double along, double down) {
    return new Point(
        mix(
            mix(quad.upperLeft().x(), quad.upperRight().x(), along),
            mix(quad.lowerLeft().x(), quad.lowerRight().x(), along),
            down),
        mix(
            mix(quad.upperLeft().y(), quad.upperRight().y(), along),
            mix(quad.lowerLeft().y(), quad.lowerRight().y(), along),
            down));
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }

  private static int blueness(byte[] bgr, Point point) {
    int i = (((int) point.y()) * 480 + (int) point.x()) * 3;
    return (bgr[i] & 0xFF) - (bgr[i + 2] & 0xFF);
  }

  private static String hash(ClipScenario scenario) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    ClipRenderer.render(scenario, (index, timeS, bgr) -> digest.update(bgr));
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void sink_thatFails_endsTheRendering() {
    List<Integer> seen = new ArrayList<>();

    assertThatThrownBy(
            () ->
                ClipRenderer.render(
                    ClipScenario.parse(SMALL.formatted("day", false)),
                    (index, timeS, bgr) -> {
                      seen.add(index);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThat(seen).containsExactly(0);
  }
}
