package io.wugan.sync.uplink;

/**
 * Hears what happens on one connection. Called on threads of the transport; must not block and must
 * not throw.
 */
public interface MqttListener {

  /**
   * A message came.
   *
   * @param topic below the transport's root
   * @param payload its own copy
   */
  void received(String topic, byte[] payload);

  /** The broker has taken what was published under {@code token} (PUBACK). */
  void published(long token);

  /** What was published under {@code token} did not reach the broker, as far as we know. */
  void notPublished(long token, String reason);

  /**
   * The broker has answered what was published under {@code token}, and did not take it; the
   * connection is sound. MQTT 3.1.1 cannot say that.
   *
   * @param ofTheMessage whether it may be the fault of this message, rather than of whoever sends
   */
  void refused(long token, boolean ofTheMessage, String reason);

  /** The connection is gone. */
  void lost(String reason);
}
