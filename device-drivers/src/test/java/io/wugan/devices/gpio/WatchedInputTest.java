package io.wugan.devices.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.lane.InputEdge;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.SystemLotClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedInputTest {

  private final LotTime now = new SystemLotClock().now();
  private final WatchedInput loop =
      new WatchedInput(new GpioSettings.Input("loop-a", 17, true, GpioSettings.Pull.UP, false));

  private LotTime ago(int millis) {
    return now.minus(Duration.ofMillis(millis));
  }

  private List<Boolean> told() {
    return loop.edges().take().stream().map(InputEdge::active).toList();
  }

  @Test
  void beginning_isTold_howeverItWasBefore() {
    loop.begin(false, ago(90));
    loop.begin(false, ago(80));
    loop.begin(true, ago(70));
    assertThat(told()).containsExactly(false, false, true);
    assertThat(loop.edges().isInOrder()).isTrue();
  }

  @Test
  void change_thatWasAskedForAndComesAsAnEdgeToo_countsOnce() {
    loop.begin(false, ago(90));
    assertThat(loop.changed(true, ago(50))).isTrue();
    assertThat(loop.changed(true, ago(60))).as("the edge itself, handed over late").isFalse();
    assertThat(loop.changed(false, ago(10))).isTrue();
    assertThat(loop.changed(false, ago(20))).isFalse();
    assertThat(told()).containsExactly(false, true, false);
    assertThat(loop.active()).isFalse();
  }
}
