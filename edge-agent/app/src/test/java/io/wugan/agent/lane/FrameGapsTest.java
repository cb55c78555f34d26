package io.wugan.agent.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameGapsTest {
  private final FrameGaps gaps = new FrameGaps("entry");

  @Test
  void warnsOnceAMinute_withTheShareThatWasLeftOut() {
    for (int i = 0; i < 60; i++) {
      assertThat(gaps.seen(i * 4L, i * 1000L)).isEmpty();
    }

    assertThat(gaps.seen(240, 60_000))
        .hasValueSatisfying(
            text ->
                assertThat(text).contains("lane entry: 180 of 241 pictures", "(75 %)", "1.0 a"));
    assertThat(gaps.seen(244, 61_000)).as("a new minute").isEmpty();
  }

  @Test
  void silentWhereNothingIsMissing_andAcrossARestart() {
    for (int i = 0; i < 90; i++) {
      if (i == 30) {
        gaps.restart();
      }
      assertThat(gaps.seen(i < 30 ? 1000 + i : i, i * 1000L)).isEmpty();
    }
  }
}
