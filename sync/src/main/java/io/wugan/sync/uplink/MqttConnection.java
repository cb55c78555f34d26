package io.wugan.sync.uplink;

import java.time.Duration;

/** One connection to a broker. Confined to the thread that opened it; no call blocks for long. */
public interface MqttConnection {

  /**
   * Hands over one message; the listener hears what becomes of it.
   *
   * @param token comes back to the listener; not used twice on one connection
   * @throws TransportException if it was not taken; the connection is to be dropped
   */
  void publish(Publication message, long token) throws TransportException;

  /** What the broker takes; more than that is not to be published. */
  default BrokerLimits limits() {
    return BrokerLimits.UNKNOWN;
  }

  /** What is spoken on it. */
  default MqttVersion version() {
    return MqttVersion.V3_1_1;
  }

  /** Takes leave of the broker, so that it sends no Will. Blocks for at most {@code limit}. */
  void leave(Duration limit);

  /** Lets go at once, without a word; the broker sends the Will. Does not block. */
  void drop();
}
