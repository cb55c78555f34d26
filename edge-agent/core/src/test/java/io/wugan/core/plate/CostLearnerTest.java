package io.wugan.core.plate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CostLearnerTest {

  private final CostLearner learner = new CostLearner();

  private void learn(int times, String read, String known) {
    for (int i = 0; i < times; i++) {
      learner.learn(read, known);
    }
  }

  @Test
  void pair_confusedOften_becomesCheap_inBothDirections() {
    learn(3, "浙A12345", "浙A12375");
    learn(2, "浙A12375", "浙A12345");
    assertThat(learner.cases()).isEqualTo(Map.of("47", 5));
    assertThat(learner.costs()).isEqualTo(Map.of("47", 0.55));
  }

  @Test
  void pair_confusedTwice_isLeftAsItWas() {
    learn(2, "浙A12345", "浙A12375");
    assertThat(learner.costs()).isEmpty();
  }

  @Test
  void plates_withMoreThanOneWrong_orAnotherLength_teachNothing() {
    learn(9, "浙A12345", "浙A12378");
    learn(9, "浙A12345", "浙AD12345");
    learn(9, "浙A12345", "浙A12345");
    assertThat(learner.cases()).isEmpty();
  }

  @Test
  void costs_learnt_areAllowedAsCosts() {
    learn(1000, "浙A12345", "京A12345");
    learn(1000, "浙A12348", "浙A1234B");
    Map<String, Double> costs = learner.costs();
    assertThat(costs.values()).allSatisfy(cost -> assertThat(cost).isBetween(0.1, 0.4));
    assertThat(PlateCosts.with(costs).substitution('浙', '京')).isLessThan(0.11);
  }
}
