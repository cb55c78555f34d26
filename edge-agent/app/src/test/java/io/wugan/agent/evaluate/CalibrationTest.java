package io.wugan.agent.evaluate;

import static io.wugan.agent.evaluate.Reads.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void confidences_fallIntoTenBins_oneIntoTheLast() {
    Calibration calibration =
        Calibration.of(List.of(outcome(true, 1), outcome(true, 0.95), outcome(false, 0.05)));
    assertThat(calibration.bins()).hasSize(10);
    assertThat(calibration.bins().get(9).reads()).isEqualTo(2);
    assertThat(calibration.bins().get(9).meanConfidence()).isCloseTo(0.975, within(1e-9));
    assertThat(calibration.bins().get(0).right()).isZero();
  }

  @Test
  void error_isTheMeanDistance_weightedByReads() {
    List<Outcome> outcomes =
        List.of(
            outcome(true, 0.95), outcome(true, 0.95), outcome(true, 0.55), outcome(false, 0.55));
    assertThat(Calibration.of(outcomes).expectedError()).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void cautiousThreshold_isTheLowest_withOneWrongInTwoHundred() {
    List<Outcome> outcomes = new ArrayList<>(Collections.nCopies(199, outcome(true, 0.9)));
    outcomes.add(outcome(false, 0.8));
    outcomes.add(outcome(false, 0.7));
    outcomes.add(outcome(true, 0.6));
    assertThat(Calibration.of(outcomes).cautious())
        .hasValueSatisfying(
            at -> {
              assertThat(at.threshold()).isEqualTo(0.8);
              assertThat(at.accepted()).isEqualTo(200);
              assertThat(at.rejected()).isEqualTo(2);
            });
  }

  @Test
  void cautiousThreshold_isNone_whereTheSurestReadIsWrong() {
    Calibration calibration = Calibration.of(List.of(outcome(false, 0.9), outcome(true, 0.9)));
    assertThat(calibration.cautious()).isEmpty();
    assertThat(Calibration.of(List.of()).expectedError()).isZero();
  }
}
