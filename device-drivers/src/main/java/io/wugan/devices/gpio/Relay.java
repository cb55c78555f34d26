package io.wugan.devices.gpio;

import io.wugan.core.device.DigitalOutput;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether an output is to be on: for as long as was asked, and never for longer at a stretch than
 * its configuration allows. Thread-safe, never blocks.
 */
final class Relay implements DigitalOutput {

  private final GpioSettings.Output settings;
  private final LongSupplier nanos;
  private boolean on; // guarded by this, as is the rest
  private long untilNanos;
  private long latestNanos;

  /**
   * @param settings of the output
   * @param nanos a clock that never steps
   */
  Relay(GpioSettings.Output settings, LongSupplier nanos) {
    this.settings = settings;
    this.nanos = nanos;
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public synchronized void switchOn(Duration lasts) {
    long now = nanos.getAsLong();
    if (!isOn()) {
      on = true;
      latestNanos = now + settings.maxOn().toNanos();
      untilNanos = now;
    }
    long wanted = now + Math.min(lasts.toNanos(), settings.maxOn().toNanos());
    untilNanos = wanted - untilNanos > 0 ? wanted : untilNanos;
    untilNanos = untilNanos - latestNanos > 0 ? latestNanos : untilNanos;
  }

  @Override
  public synchronized void switchOff() {
    on = false;
  }

  /** Whether it is to be on now. */
  synchronized boolean isOn() {
    on = on && untilNanos - nanos.getAsLong() > 0;
    return on;
  }
}
