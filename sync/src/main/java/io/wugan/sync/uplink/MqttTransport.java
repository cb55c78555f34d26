package io.wugan.sync.uplink;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Port to an MQTT client. One connection at a time; confined to one thread, except for {@link
 * #exhausted()}.
 */
public interface MqttTransport {

  /**
   * Connects and subscribes. Blocks for at most {@code limit} from the first packet to the last
   * SUBACK, whatever the network does; an attempt that takes longer is abandoned.
   *
   * @throws TransportException if it did not come about
   * @throws InterruptedException if the thread was interrupted; nothing stays open
   */
  MqttConnection connect(MqttOpening opening, MqttListener listener, Duration limit)
      throws TransportException, InterruptedException;

  /**
   * Whether abandoned attempts have used up so much that the process should be started again. Safe
   * at any time, because what is not acknowledged is in the outbox. Thread-safe.
   */
  default boolean exhausted() {
    return false;
  }

  /**
   * Whether the board's certificates were exchanged since the present connection was made, so that
   * another one should take its place. May look at the disk.
   */
  default boolean renewed() {
    return false;
  }

  /** Until when the board's own certificate is good; empty where it has none. Thread-safe. */
  default Optional<Instant> certificateExpires() {
    return Optional.empty();
  }
}
