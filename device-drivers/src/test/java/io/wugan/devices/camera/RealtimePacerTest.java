package io.wugan.devices.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RealtimePacerTest {

  private static final Duration PERIOD = Duration.ofMillis(40);

  private final ManualTicker ticker = new ManualTicker();
  private final RealtimePacer pacer = new RealtimePacer(ticker);

  @Test
  void await_pictureNotDue_waitsUntilItIs() throws InterruptedException {
    pacer.await(Duration.ofSeconds(3));
    pacer.await(Duration.ofMillis(3500));
    assertThat(ticker.elapsed()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void await_absurdTimestamp_isBounded() throws InterruptedException {
    pacer.await(Duration.ZERO);
    pacer.await(Duration.ofDays(400));
    assertThat(ticker.elapsed()).isEqualTo(RealtimePacer.LONGEST_WAIT);
  }

  @Test
  void await_interrupted_throws() throws InterruptedException {
    pacer.await(Duration.ZERO);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> pacer.await(PERIOD)).isInstanceOf(InterruptedException.class);
    assertThat(ticker.elapsed()).isZero();
  }

  @Test
  void isLate_hopelesslyBehind_letsSomePicturesThrough() throws InterruptedException {
    pacer.await(Duration.ZERO);
    ticker.advance(Duration.ofMinutes(5));
    int dropped = 0;
    while (pacer.isLate(PERIOD, PERIOD)) {
      dropped++;
    }
    assertThat(dropped).isEqualTo(50);
    assertThat(pacer.isLate(PERIOD, PERIOD)).isTrue();
  }
}
