package io.wugan.core.aim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wugan.core.text.Language;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AimWindowTest {

  private final VirtualLotClock clock = new VirtualLotClock(Instant.EPOCH, "test");
  private final AimWindow window = new AimWindow();

  private static AimFigures wide(double widthPx) {
    return new AimFigures(widthPx, 30, 10, 15, -2, 2, 0.5, 3, 50);
  }

  private LotTime at(int second) {
    return clock.at(Duration.ofSeconds(second));
  }

  @Test
  void oneCutPlateDoesNotCount() {
    window.add(wide(150), at(1));
    window.add(wide(20), at(2));
    window.add(wide(160), at(3));

    AimSummary summary = window.summary().orElseThrow();

    assertThat(summary.medians().plateWidthPx()).isEqualTo(150);
    assertThat(summary.plates()).isEqualTo(3);
    assertThat(summary.isEnough()).isFalse();
    assertThat(summary.last()).isEqualTo(at(3));
  }

  @Test
  void onlyTheLastTwentyCount() {
    for (int i = 0; i < 20; i++) {
      window.add(wide(100), at(i));
    }
    for (int i = 0; i < 20; i++) {
      window.add(wide(200), at(20 + i));
    }

    assertThat(window.summary().orElseThrow().medians().plateWidthPx()).isEqualTo(200);
    assertThat(window.summary().orElseThrow().plates()).isEqualTo(20);
    window.clear();
    assertThat(window.summary()).isEmpty();
  }

  @Test
  void driftIsAShareOfWhatWasAccepted() {
    AimSummary accepted = new AimSummary(20, wide(160), at(1));

    assertThat(new AimSummary(20, wide(112), at(9)).widthDrift(accepted))
        .isCloseTo(-0.3, within(1e-9));
  }

  @Test
  void gradesAreThoseOfTheBars_andTheWorstCounts() {
    assertThat(wide(150).grade()).isEqualTo(AimGrade.GREEN);
    assertThat(wide(110).grade()).isEqualTo(AimGrade.AMBER);
    assertThat(wide(90).grade()).isEqualTo(AimGrade.RED);
    assertThat(new AimFigures(150, 30, 10, 15, -12, 2, 0.5, 3, 50).grade(AimMeasure.ROLL))
        .isEqualTo(AimGrade.RED);
    assertThat(AimMeasure.FOCUS.bar().grade(Double.NaN)).isEqualTo(AimGrade.RED);
    assertThatThrownBy(() -> new AimBar(1, 2, 1.5, 3, "")).hasMessageContaining("enclose");
  }

  @Test
  void everyMeasureHasARemedyWhereItIsNotGreen_inBothLanguages() {
    AimFigures bad = new AimFigures(40, 8, 60, 60, 30, 9, 9, 90, 1);
    for (AimMeasure measure : AimMeasure.values()) {
      assertThat(bad.grade(measure)).as(measure.name()).isEqualTo(AimGrade.RED);
      for (Language language : Language.values()) {
        assertThat(AimWords.remedy(measure, bad.value(measure)).in(language)).isNotBlank();
        assertThat(AimWords.name(measure).in(language)).isNotBlank();
        assertThat(AimWords.limit(measure).in(language)).containsPattern("\\d");
      }
      assertThat(AimWords.remedy(measure, wide(150).value(measure)).isEmpty()).isTrue();
    }
    assertThat(AimWords.remedy(AimMeasure.PLATE_WIDTH, 300).english()).contains("Zoom out");
    assertThat(AimWords.limit(AimMeasure.PLATE_WIDTH).english()).isEqualTo("130 to 250 px");
  }
}
