package io.wugan.sync.uplink;

import java.util.List;
import java.util.Optional;

/**
 * How a connection begins.
 *
 * @param subscriptions topics below the transport's root, subscribed with QoS 1 before the
 *     connection counts as made
 * @param will what the broker says for us when we are gone without a word
 */
public record MqttOpening(List<String> subscriptions, Optional<Publication> will) {

  public MqttOpening {
    subscriptions = List.copyOf(subscriptions);
  }
}
