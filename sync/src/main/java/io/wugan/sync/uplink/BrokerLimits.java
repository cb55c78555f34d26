package io.wugan.sync.uplink;

/**
 * What a broker says that it takes; MQTT 3.1.1 cannot say it.
 *
 * @param inFlight messages that it has not answered yet, at least 1
 * @param payloadBytes longest payload of one message, at least 1
 */
public record BrokerLimits(int inFlight, int payloadBytes) {

  /** Of a broker that says nothing. */
  public static final BrokerLimits UNKNOWN = new BrokerLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if nothing could be sent under these limits
   */
  public BrokerLimits {
    if (inFlight < 1 || payloadBytes < 1) {
      throw new IllegalArgumentException(
          "limits of at least 1, not %d messages and %d bytes".formatted(inFlight, payloadBytes));
    }
  }
}
