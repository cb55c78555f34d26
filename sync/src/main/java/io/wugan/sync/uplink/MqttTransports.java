package io.wugan.sync.uplink;

import java.time.Instant;
import java.util.function.Supplier;

/** Makes the transport for a version of MQTT. */
public final class MqttTransports {

  private MqttTransports() {}

  /**
   * A transport that speaks this version; where it is 5 and the broker says that it does not speak
   * it, 3.1.1.
   *
   * @param settings where the broker is
   * @param now the time by which the broker's certificate must be good: on a board whose clock was
   *     not set yet, no earlier than what it knows to be past
   * @throws IllegalArgumentException if the files for TLS cannot be used
   */
  public static MqttTransport create(
      MqttVersion version, MqttSettings settings, Supplier<Instant> now) {
    BrokerSockets sockets = new BrokerSockets(settings, now);
    MqttTransport three = new PahoTransport(settings, sockets);
    return switch (version) {
      case V3_1_1 -> three;
      case V5 ->
          new FallbackTransport(new Paho5Transport(settings, sockets), three, System::nanoTime);
    };
  }
}
