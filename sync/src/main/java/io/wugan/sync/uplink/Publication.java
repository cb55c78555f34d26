package io.wugan.sync.uplink;

/** One message to publish. Immutable; whoever gets the payload must not change it. */
public final class Publication {

  private final String topic;
  private final byte[] payload;
  private final boolean retained;
  private final int qos;

  /**
   * A message that the broker acknowledges (QoS 1).
   *
   * @param topic below the transport's root
   * @param payload handed over; the caller must not change it afterwards
   * @param retained whether the broker keeps it for those who subscribe later
   */
  public Publication(String topic, byte[] payload, boolean retained) {
    this(topic, payload, retained, 1);
  }

  private Publication(String topic, byte[] payload, boolean retained, int qos) {
    this.topic = topic;
    this.payload = payload;
    this.retained = retained;
    this.qos = qos;
  }

  /** A message that may get lost (QoS 0), because another like it follows. */
  public static Publication fleeting(String topic, byte[] payload) {
    return new Publication(topic, payload, false, 0);
  }

  /** The same message on another topic; retained only where the broker can. */
  Publication at(String otherTopic, boolean brokerRetains) {
    return new Publication(otherTopic, payload, retained && brokerRetains, qos);
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
