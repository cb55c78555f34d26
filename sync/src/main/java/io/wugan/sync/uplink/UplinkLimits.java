package io.wugan.sync.uplink;

/**
 * How much the uplink sends at once.
 *
 * @param batchEvents events in one message
 * @param batchBytes bytes of one message; brokers take 64 KB and more
 * @param inFlight messages that no PUBACK has answered yet
 * @param unacknowledged records that were sent and not acknowledged; beyond it the backlog waits
 */
public record UplinkLimits(int batchEvents, int batchBytes, int inFlight, int unacknowledged) {

  /** What boards use. */
  public static UplinkLimits defaults() {
    return new UplinkLimits(50, 48 * 1024, 16, 1000);
  }
}
