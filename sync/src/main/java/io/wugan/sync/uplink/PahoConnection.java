package io.wugan.sync.uplink;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of the library. Its callbacks run on the library's threads and only pass on; whatever
 * they throw would kill the connection without a word (paho #549).
 */
final class PahoConnection implements MqttConnection, MqttCallback {

  private static final Logger log = LoggerFactory.getLogger(PahoConnection.class);

  private final MqttAsyncClient client;
  private final String prefix;
  private final MqttListener listener;
  private final Runnable abandon;

  PahoConnection(MqttAsyncClient client, String root, MqttListener listener, Runnable abandon) {
    this.client = client;
    this.prefix = root + "/";
    this.listener = listener;
    this.abandon = abandon;
  }

  @Override
  public void publish(Publication message, long token) throws TransportException {
    try {
      client.publish(
          prefix + message.topic(),
          message.payload(),
          message.qos(),
          message.retained(),
          null,
          new Answer(token));
    } catch (MqttException refused) {
      throw PahoFailures.explain(client.getServerURI(), refused);
    }
  }

  private final class Answer implements IMqttActionListener {
    private final long token;

    private Answer(long token) {
      this.token = token;
    }

    @Override
    public void onSuccess(IMqttToken unused) {
      Callbacks.pass(() -> listener.published(token));
    }

    @Override
    public void onFailure(IMqttToken unused, Throwable reason) {
      Callbacks.pass(() -> listener.notPublished(token, reasonOf(reason)));
    }
  }

  @Override
  public void connectionLost(Throwable reason) {
    Callbacks.pass(() -> listener.lost(reasonOf(reason)));
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    if (topic.startsWith(prefix)) {
      Callbacks.pass(
          () -> listener.received(topic.substring(prefix.length()), message.getPayload()));
    }
  }

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {
    // Says not what was delivered; each publication has its own listener.
  }

  private String reasonOf(Throwable reason) {
    return reason instanceof MqttException known
        ? PahoFailures.text(client.getServerURI(), known)
        : "the connection is lost (" + reason + ")";
  }

  @Override
  public void leave(Duration limit) {
    try {
      ActionFuture left = new ActionFuture();
      client.disconnect(limit.toMillis(), null, left);
      left.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (MqttException | ExecutionException | TimeoutException gone) {
      log.debug("the broker did not hear the farewell", gone);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      abandon.run();
    }
  }

  @Override
  public void drop() {
    abandon.run();
  }
}
