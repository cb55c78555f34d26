package io.wugan.sync.uplink;

import java.time.Duration;
import java.util.Optional;

/** One message to publish. Immutable; whoever gets the payload must not change it. */
public final class Publication {

  private static final String JSON = "application/json";

  private final String topic;
  private final byte[] payload;
  private final boolean retained;
  private final int qos;
  private final Properties properties;

  /**
   * What MQTT 5 says of a message beside its payload; 3.1.1 leaves it out, so nothing may need it.
   *
   * @param contentType media type of the payload
   * @param expiry for how long the broker keeps it for a receiver that is away
   * @param correlation which request it answers
   */
  record Properties(String contentType, Optional<Duration> expiry, Optional<String> correlation) {}

  /**
   * A message that the broker acknowledges (QoS 1).
   *
   * @param topic below the transport's root
   * @param payload handed over; the caller must not change it afterwards
   * @param retained whether the broker keeps it for those who subscribe later
   */
  public Publication(String topic, byte[] payload, boolean retained) {
    this(topic, payload, retained, 1, new Properties(JSON, Optional.empty(), Optional.empty()));
  }

  private Publication(
      String topic, byte[] payload, boolean retained, int qos, Properties properties) {
    this.topic = topic;
    this.payload = payload;
    this.retained = retained;
    this.qos = qos;
    this.properties = properties;
  }

  /**
   * A message that may get lost (QoS 0), because another like it follows.
   *
   * @param useful for how long it is worth delivering; a second and more
   */
  public static Publication fleeting(String topic, byte[] payload, Duration useful) {
    return new Publication(
        topic, payload, false, 0, new Properties(JSON, Optional.of(useful), Optional.empty()));
  }

  /** The same message of another media type. */
  Publication ofType(String contentType) {
    return with(new Properties(contentType, properties.expiry(), properties.correlation()));
  }

  /** The same message as the answer to a request of this name. */
  public Publication answering(String request) {
    return with(
        new Properties(properties.contentType(), properties.expiry(), Optional.of(request)));
  }

  private Publication with(Properties others) {
    return new Publication(topic, payload, retained, qos, others);
  }

  /** The same message on another topic; retained only where the broker can. */
  Publication at(String otherTopic, boolean brokerRetains) {
    return new Publication(otherTopic, payload, retained && brokerRetains, qos, properties);
  }

  Properties properties() {
    return properties;
  }

  /** Topic below the transport's root. */
  public String topic() {
    return topic;
  }

  /** The bytes; not a copy. */
  public byte[] payload() {
    return payload;
  }

  /** 0 or 1 (MQTT 3.1.1, section 4.3). */
  public int qos() {
    return qos;
  }

  /** Whether the broker keeps it. */
  public boolean retained() {
    return retained;
  }
}
