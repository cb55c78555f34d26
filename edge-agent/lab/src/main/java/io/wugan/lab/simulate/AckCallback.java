package io.wugan.lab.simulate;

import java.util.function.BiConsumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;

/** Hands on what arrives; on the library's thread. */
final class AckCallback implements MqttCallback {
  private final BiConsumer<String, byte[]> inbox;

  AckCallback(BiConsumer<String, byte[]> inbox) {
    this.inbox = inbox;
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    inbox.accept(topic, message.getPayload());
  }

  @Override
  public void connectionLost(@Nullable Throwable cause) {}

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {}
}
