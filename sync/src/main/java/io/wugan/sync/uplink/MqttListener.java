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

  /** The connection is gone. */
  void lost(String reason);
}
