package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.testing.LaneScript;
import io.wugan.core.testing.Reads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvisionalReadsTest {

  private final LaneScript lane =
      new LaneScript(new PassageTracker(Lane.of("E1", LaneRole.ENTRY), TrackerSettings.DEFAULT));

  private String told() {
    List<String> words = new ArrayList<>();
    for (ProvisionalRead read : lane.provisional()) {
      words.add(read.vehicle() + ":" + read.plate().text() + "@" + read.at().monoMillis());
    }
    return String.join(" ", words);
  }

  private void frame(long millis, String text, double confidence) {
    double y = 100 + millis / 5.0;
    lane.frame(millis, Reads.of(text).withConfidence(confidence).at(400, y, 120).read());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          once for each car | 浙A12345 0..2000                       | 1:浙A12345@100
          two cars          | 浙A12345 0..1500, 浙B67890 4000..5500  | 1:浙A12345@100 2:浙B67890@4100
          again in a moment | 浙A12345 0..1500, 浙A12345 9000..9900  | 1:浙A12345@100
          no plate number   | KL26H5009 0..2000                      | ''
          """)
  void cars_whileInView_toldOnce(String name, String cars, String expected) {
    lane.play(cars, 10);
    assertThat(told()).isEqualTo(expected);
  }

  @Test
  void plate_readOnce_toldAfterWaiting() {
    frame(0, "浙A12345", 0.95);
    lane.frame(100);
    lane.frame(200);
    assertThat(told()).isEmpty();
    lane.frame(300);
    assertThat(told()).isEqualTo("1:浙A12345@300");
  }

  @Test
  void plate_unsure_toldWhenSure() {
    for (int i = 0; i < 5; i++) {
      frame(i * 100L, "浙A12345", 0.6);
    }
    assertThat(told()).isEmpty();
    frame(500, "浙A12345", 0.9);
    assertThat(told()).isEqualTo("1:浙A12345@500");
  }

  @Test
  void plate_readOtherwiseLater_toldAgain() {
    frame(0, "浙A1Z345", 0.75);
    frame(100, "浙A1Z345", 0.75);
    for (int i = 2; i < 8; i++) {
      frame(i * 100L, "浙A12345", 0.99);
    }
    assertThat(told()).isEqualTo("1:浙A1Z345@100 1:浙A12345@300");
  }

  @Test
  void frame_withNothingNew_tellsNothing() {
    PassageTracker tracker =
        new PassageTracker(Lane.of("E1", LaneRole.ENTRY), TrackerSettings.DEFAULT);
    for (int i = 0; i < 3; i++) {
      tracker.onFrame(
          new FrameView(lane.at(i * 100L), 800, 540),
          List.of(Reads.of("浙A12345").at(400, 100 + 20 * i, 120).read()),
          quad -> List.of());
      assertThat(tracker.provisional()).hasSize(i == 1 ? 1 : 0);
    }
  }
}
