package io.wugan.lab.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.lab.clip.VehicleSpec.PlateLook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clips of the demo: scenarios, committed truth and videos belong together. */
class DemoClipsTest {

  private static final String FOLDER = "/io/wugan/lab/demo/";

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = DemoClipsTest.class.getResourceAsStream(FOLDER + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo-entry", "demo-exit"})
  void truth_committed_equalsAFreshComputation(String name) throws IOException {
    ClipTruth truth = ClipTruth.of(ClipScenario.parse(text(name + ".yaml")));

    assertThat(text(name + ".truth.json")).isEqualTo(truth.toJson());
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo-entry", "demo-exit"})
  void vehicles_ofTheDemo_areReadableAndCross(String name) throws IOException {
    ClipTruth truth = ClipTruth.of(ClipScenario.parse(text(name + ".yaml")));

    assertThat(truth.vehicles())
        .hasSize(6)
        .allSatisfy(
            vehicle -> {
              assertThat(vehicle.plateLook()).isEqualTo(PlateLook.VISIBLE);
              assertThat(vehicle.crossesLineS()).isPresent();
              assertThat(vehicle.maxPlateWidthPx().orElse(0)).isBetween(110.0, 220.0);
              assertThat(vehicle.quads().stream().filter(quad -> quad.widthPx() > 90))
                  .hasSizeGreaterThan(6);
            });
  }

  @Test
  void sameVehicles_enterAndLeave_inAnotherOrder() throws IOException {
    List<String> in = order("demo-entry");
    List<String> out = order("demo-exit");

    assertThat(out).containsExactlyInAnyOrderElementsOf(in).isNotEqualTo(in);
  }

  private static List<String> order(String name) throws IOException {
    return ClipTruth.of(ClipScenario.parse(text(name + ".yaml"))).crossings().stream()
        .map(ClipTruth.Vehicle::plate)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo-entry.mp4", "demo-exit.mp4"})
  void video_ofTheDemo_isSmall(String name) throws IOException {
    assertThat(bytes(name)).hasSizeBetween(100_000, 2_000_000);
  }
}
