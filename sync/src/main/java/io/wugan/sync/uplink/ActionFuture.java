package io.wugan.sync.uplink;

import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;

/** One answer of the client library, as a future. Completed on the library's threads. */
final class ActionFuture extends CompletableFuture<IMqttToken> implements IMqttActionListener {

  @Override
  public void onSuccess(IMqttToken token) {
    complete(token);
  }

  @Override
  public void onFailure(IMqttToken token, Throwable reason) {
    completeExceptionally(reason);
  }
}
