package io.wugan.devices.coap.bay;

import java.time.Duration;

/**
 * Whether a gateway is flooded: it has dropped more than {@value #PER_SECOND} datagrams a second
 * between two looks; over once it has not for {@value #CALM_SECONDS} s. Confined to one thread.
 */
final class FloodWatch {

  static final int PER_SECOND = 50;
  static final int CALM_SECONDS = 60;

  private static final double NANOS = 1e9;

  private long before;
  private long beforeNanos;
  private long floodedNanos;
  private boolean flooded;

  FloodWatch(long nowNanos) {
    this.beforeNanos = nowNanos;
  }

  /**
   * @param dropped since the start
   * @return whether it is flooded
   */
  boolean update(long dropped, long nowNanos) {
    double seconds = Math.max(0.001, (nowNanos - beforeNanos) / NANOS);
    boolean now = (dropped - before) / seconds > PER_SECOND;
    before = dropped;
    beforeNanos = nowNanos;
    if (now) {
      flooded = true;
      floodedNanos = nowNanos;
    } else if (nowNanos - floodedNanos > Duration.ofSeconds(CALM_SECONDS).toNanos()) {
      flooded = false;
    }
    return flooded;
  }
}
