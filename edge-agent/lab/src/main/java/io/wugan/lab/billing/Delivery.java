package io.wugan.lab.billing;

/**
 * A message that the broker delivered and that is not yet acknowledged to the broker. Immutable:
 * the payload is written by nobody after the library handed it over.
 */
final class Delivery {
  private final Object connection;
  private final int messageId;
  private final int qos;
  private final String topic;
  private final byte[] payload;

  Delivery(Object connection, int messageId, int qos, String topic, byte[] payload) {
    this.connection = connection;
    this.messageId = messageId;
    this.qos = qos;
    this.topic = topic;
    this.payload = payload;
  }

  /** Whether it came over {@code candidate}: on another connection its number means another. */
  boolean isOf(Object candidate) {
    return connection == candidate;
  }

  int messageId() {
    return messageId;
  }

  int qos() {
    return qos;
  }

  String topic() {
    return topic;
  }

  byte[] payload() {
    return payload;
  }
}
