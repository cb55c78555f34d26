package io.wugan.sync.uplink;

import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.jspecify.annotations.Nullable;

/** One answer of the client library for MQTT 5, as a future. Completed on the library's threads. */
final class Action5Future extends CompletableFuture<IMqttToken> implements MqttActionListener {

  @Override
  public void onSuccess(IMqttToken token) {
    complete(token);
  }

  @Override
  public void onFailure(@Nullable IMqttToken token, Throwable reason) {
    completeExceptionally(reason);
  }
}
