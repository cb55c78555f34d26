package io.wugan.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wugan.lab.clip.ClipScenario;
import io.wugan.lab.clip.ClipTruth;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficPlanTest {

  private static List<ClipTruth.Vehicle> crossings(String scenario) {
    return ClipTruth.of(ClipScenario.parse(scenario)).crossings();
  }

  @Test
  void vehicles_allCrossBothLines_theExitLaterThanTheEntry() {
    TrafficPlan plan = new TrafficPlan(12, 180, 3);
    List<ClipTruth.Vehicle> in = crossings(plan.entry());
    List<ClipTruth.Vehicle> out = crossings(plan.exit());
    assertThat(in).hasSize(12).extracting(ClipTruth.Vehicle::plate).doesNotHaveDuplicates();
    assertThat(out)
        .extracting(ClipTruth.Vehicle::plate)
        .containsExactlyElementsOf(in.stream().map(ClipTruth.Vehicle::plate).toList());
    for (int i = 0; i < in.size(); i++) {
      double stay =
          out.get(i).crossesLineS().orElseThrow() - in.get(i).crossesLineS().orElseThrow();
      assertThat(stay).isBetween(59.0, 61.0);
    }
  }

  @Test
  void plan_sameSeed_sameVehicles() {
    assertThat(new TrafficPlan(5, 120, 1).entry()).isEqualTo(new TrafficPlan(5, 120, 1).entry());
    assertThat(new TrafficPlan(5, 120, 1).entry()).isNotEqualTo(new TrafficPlan(5, 120, 2).entry());
  }

  @Test
  void tooManyVehicles_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrafficPlan(70, 300, 1))
        .withMessageContaining("70 vehicles in 300 s");
  }
}
