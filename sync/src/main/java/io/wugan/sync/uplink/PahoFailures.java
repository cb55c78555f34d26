package io.wugan.sync.uplink;

import org.eclipse.paho.client.mqttv3.MqttException;

/** What the client library's codes mean to whoever looks after the board. */
final class PahoFailures {

  private PahoFailures() {}

  static TransportException explain(String url, MqttException reason) {
    return new TransportException(text(url, reason), reason);
  }

  static String text(String url, MqttException reason) {
    return switch (reason.getReasonCode()) {
      case MqttException.REASON_CODE_INVALID_CLIENT_ID ->
          "the broker " + url + " refuses the client id";
      case MqttException.REASON_CODE_BROKER_UNAVAILABLE ->
          "the broker " + url + " says that it is not available";
      case MqttException.REASON_CODE_FAILED_AUTHENTICATION ->
          "the broker " + url + " refuses user name or password";
      case MqttException.REASON_CODE_NOT_AUTHORIZED ->
          "the broker " + url + " does not authorise this client";
      case MqttException.REASON_CODE_CONNECTION_LOST ->
          "the connection to " + url + " is lost" + cause(reason);
      default -> "cannot use the broker " + url + ": " + reason.getMessage() + cause(reason);
    };
  }

  private static String cause(MqttException reason) {
    return reason.getCause() == null ? "" : " (" + reason.getCause() + ")";
  }
}
