package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaneSettingsTest {

  @ParameterizedTest
  @CsvSource({
    // lostAfter, minFrames, minVisible, samePlateWindow, minDetection, minLettering, minTravel,
    // minRead; one is wrong
    "0, 1, 0, 0, 0, 0, 0, 0",
    "-1, 1, 0, 0, 0, 0, 0, 0",
    "1, 0, 0, 0, 0, 0, 0, 0",
    "1, 1, -1, 0, 0, 0, 0, 0",
    "1, 1, 0, -1, 0, 0, 0, 0",
    "1, 1, 0, 0, -0.1, 0, 0, 0",
    "1, 1, 0, 0, 1.1, 0, 0, 0",
    "1, 1, 0, 0, 0, -0.1, 0, 0",
    "1, 1, 0, 0, 0, NaN, 0, 0",
    "1, 1, 0, 0, 0, 0, -0.1, 0",
    "1, 1, 0, 0, 0, 0, 11, 0",
    "1, 1, 0, 0, 0, 0, 0, 1.1"
  })
  void trackerSettings_outOfRange_refused(
      long lost,
      int frames,
      long visible,
      long window,
      double detection,
      double lettering,
      double travel,
      double read) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TrackerSettings(
                    Duration.ofMillis(lost),
                    frames,
                    Duration.ofMillis(visible),
                    Duration.ofMillis(window),
                    detection,
                    lettering,
                    travel,
                    read,
                    0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"E1", "gate-2_EXIT", "0"})
  void laneId_fitForATopicAndAFileName_taken(String id) {
    assertThat(Lane.of(id, LaneRole.EXIT).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "E 1", "E/1", "E+", "#", "入口", "..", "x123456789012345678901234567890123"})
  void laneId_unfitForATopicOrAFileName_refused(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> Lane.of(id, LaneRole.EXIT));
  }
}
