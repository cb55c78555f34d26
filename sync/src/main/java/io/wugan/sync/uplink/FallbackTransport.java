package io.wugan.sync.uplink;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MQTT 5, and 3.1.1 where the broker says that it does not speak 5. After an hour the next
 * connection tries 5 again.
 */
final class FallbackTransport implements MqttTransport {

  private static final Logger log = LoggerFactory.getLogger(FallbackTransport.class);
  private static final long AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);

  private final MqttTransport five;
  private final MqttTransport three;
  private final LongSupplier nanos;
  private Optional<Long> refusedNanos = Optional.empty();

  FallbackTransport(MqttTransport five, MqttTransport three, LongSupplier nanos) {
    this.five = five;
    this.three = three;
    this.nanos = nanos;
  }

  @Override
  public MqttConnection connect(MqttOpening opening, MqttListener listener, Duration limit)
      throws TransportException, InterruptedException {
    long begun = nanos.getAsLong();
    if (refusedNanos.filter(at -> begun - at < AGAIN_NANOS).isPresent()) {
      return three.connect(opening, listener, limit);
    }
    try {
      MqttConnection connection = five.connect(opening, listener, limit);
      refusedNanos = Optional.empty();
      return connection;
    } catch (VersionRefusedException refused) {
      refusedNanos = Optional.of(begun);
      log.warn("{}; MQTT 3.1.1 is spoken instead", refused.getMessage());
      return three.connect(opening, listener, limit.minusNanos(nanos.getAsLong() - begun));
    }
  }

  @Override
  public boolean exhausted() {
    return five.exhausted() || three.exhausted();
  }

  @Override
  public boolean renewed() {
    return five.renewed();
  }

  @Override
  public Optional<Instant> certificateExpires() {
    return five.certificateExpires();
  }
}
