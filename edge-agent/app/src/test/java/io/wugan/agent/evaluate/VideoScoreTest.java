package io.wugan.agent.evaluate;

import static io.wugan.agent.evaluate.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VideoScoreTest {

  @Test
  void frames_areCounted_andTheFirstRightReadIsKept() {
    VideoScore score = new VideoScore("浙A12345", 0.5);
    score.add(Duration.ofMillis(0), List.of());
    score.add(Duration.ofMillis(40), List.of(read("浙A12346", 0.6, 40, 0.9)));
    score.add(Duration.ofMillis(80), List.of(read("浙A12345", 0.4, 44, 0.9)));
    score.add(Duration.ofMillis(120), List.of(read("浙A12345", 0.9, 60, 0.9)));
    assertThat(score.frames()).isEqualTo(4);
    assertThat(score.right()).isEqualTo(2);
    assertThat(score.rightAccepted()).isEqualTo(1);
    assertThat(score.wrongAccepted()).isEqualTo(1);
    assertThat(score.nothing()).isEqualTo(1);
    assertThat(score.first()).hasValue(new VideoScore.Sighting(Duration.ofMillis(80), 44, 0.4));
  }
}
