package io.wugan.devices.camera;

import java.time.Duration;

/** Time that passes only where somebody waits, or where the test says so. */
final class ManualTicker implements RealtimePacer.Ticker {

  private long nanos = 5_000;
  private final long startNanos = nanos;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void parkNanos(long parkedNanos) {
    nanos += parkedNanos;
  }

  void advance(Duration duration) {
    nanos += duration.toNanos();
  }

  Duration elapsed() {
    return Duration.ofNanos(nanos - startNanos);
  }
}
