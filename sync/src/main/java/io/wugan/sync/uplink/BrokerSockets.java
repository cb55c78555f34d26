package io.wugan.sync.uplink;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;

/**
 * Sockets to one broker, plain or by TLS with the files of the moment, all with {@link
 * DelayedErrors}, each to the address of the broker's name whose turn it is. Used by one thread,
 * but for {@link #certificateExpires()}.
 */
final class BrokerSockets {

  private final Optional<TlsRotation> tls;
  private final BrokerAddresses addresses = new BrokerAddresses();

  /**
   * @param now the time by which the broker's certificate must be good
   * @throws IllegalArgumentException if the files for TLS cannot be used
   */
  BrokerSockets(MqttSettings settings, Supplier<Instant> now) {
    BrokerAddresses.keepNamesBriefly();
    this.tls =
        settings.encrypted() ? Optional.of(new TlsRotation(settings.tls(), now)) : Optional.empty();
  }

  /**
   * For the next attempt; whose end is told by {@link #connected()} or {@link #failed()}.
   *
   * @param filter goes around the input of each socket
   */
  SocketFactory next(UnaryOperator<InputStream> filter) throws TransportException {
    return tls.isPresent()
        ? new DelayedErrorTlsSocketFactory(tls.get().next(), addresses, filter)
        : new DelayedErrorSocketFactory(addresses, filter);
  }

  void connected() {
    tls.ifPresent(TlsRotation::connected);
  }

  void failed() {
    addresses.failed();
    tls.ifPresent(TlsRotation::failed);
  }

  boolean renewed() {
    return tls.isPresent() && tls.get().changed();
  }

  Optional<Instant> certificateExpires() {
    return tls.flatMap(TlsRotation::expires);
  }
}
