package io.wugan.sync.uplink;

/** One message to publish, QoS 1. Immutable; whoever gets the payload must not change it. */
public final class Publication {

  private final String topic;
  private final byte[] payload;
  private final boolean retained;

  /**
   * @param topic below the transport's root
   * @param payload handed over; the caller must not change it afterwards
   * @param retained whether the broker keeps it for those who subscribe later
   */
  public Publication(String topic, byte[] payload, boolean retained) {
    this.topic = topic;
    this.payload = payload;
    this.retained = retained;
  }

  /** Topic below the transport's root. */
  public String topic() {
    return topic;
  }

  /** The bytes; not a copy. */
  public byte[] payload() {
    return payload;
  }

  /** Whether the broker keeps it. */
  public boolean retained() {
    return retained;
  }
}
