package io.wugan.lab.billing;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the broker, made again whenever it is lost, after 0.2–5 s. MQTT 3.1.1, QoS 1,
 * session kept by the broker; a message is acknowledged to the broker only when {@link #complete}
 * says so, until then the broker delivers it again on the next connection.
 *
 * <p>{@code billing-link} owns connecting; {@link #publish} and {@link #complete} may be called
 * from any thread and never block on the network.
 */
final class MqttLink implements CloudLine {
  private static final Logger LOG = LoggerFactory.getLogger(MqttLink.class);
  private static final int QOS = 1;
  private static final long WAIT_MILLIS = 10_000;
  private static final long WATCH_MILLIS = 100;
  private static final long MIN_PAUSE_MILLIS = 200;
  private static final long MAX_PAUSE_MILLIS = 5_000;
  private static final int MAX_IN_FLIGHT = 1000;
  private static final int LOG_EVERY = 20;
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(15);

  private final BackendSettings settings;
  private final Consumer<Delivery> inbox;
  private final OwnedThread thread = new OwnedThread("billing-link");
  private volatile @Nullable MqttAsyncClient connected;

  MqttLink(BackendSettings settings, Consumer<Delivery> inbox) {
    this.settings = settings;
    this.inbox = inbox;
  }

  void start() {
    thread.start(this::keepConnected);
  }

  @Override
  public boolean isConnected() {
    return connected != null;
  }

  @Override
  public boolean publish(String topic, byte[] payload) {
    MqttAsyncClient client = connected;
    if (client == null) {
      return false;
    }
    try {
      client.publish(topic, payload, QOS, false);
      return true;
    } catch (MqttException refused) {
      LOG.debug("not published on {}: {}", topic, refused.getMessage());
      return false;
    }
  }

  @Override
  public void complete(Delivery delivery) {
    MqttAsyncClient client = connected;
    if (client == null || !delivery.isOf(client)) {
      return; // That connection is gone: the broker will deliver it again, as a duplicate.
    }
    try {
      client.messageArrivedComplete(delivery.messageId(), delivery.qos());
    } catch (MqttException lost) {
      LOG.debug("the broker will deliver message {} again", delivery.messageId(), lost);
    }
  }

  /** Ends within a deadline. Idempotent. */
  void stop() {
    thread.stop(STOP_DEADLINE);
  }

  private void keepConnected() {
    int failures = 0;
    while (!thread.isStopping()) {
      MqttAsyncClient client = null;
      try {
        client = new MqttAsyncClient(uri(), settings.clientId(), new MemoryPersistence());
        connect(client);
        LOG.info(
            "connected to {}{}", uri(), failures > 0 ? " after " + failures + " attempts" : "");
        failures = 0;
        watch(client);
      } catch (MqttException failed) {
        failures++;
        if (failures % LOG_EVERY == 1) {
          LOG.warn("attempt {} to connect to {} failed: {}", failures, uri(), failed.getMessage());
        }
      }
      connected = null;
      if (client != null) {
        abandon(client);
      }
      long ceiling = Math.min(MAX_PAUSE_MILLIS, MIN_PAUSE_MILLIS << Math.min(failures, 5));
      thread.pause(ThreadLocalRandom.current().nextLong(MIN_PAUSE_MILLIS, ceiling + 1));
    }
  }

  private String uri() {
    return settings.broker().toString();
  }

  private void connect(MqttAsyncClient client) throws MqttException {
    client.setManualAcks(true);
    client.setCallback(new Receiver(client));
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(false);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(20);
    options.setConnectionTimeout(10);
    options.setMaxInflight(MAX_IN_FLIGHT);
    client.connect(options).waitForCompletion(WAIT_MILLIS);
    connected = client;
    String edges = settings.root() + "/+/+/up/";
    client
        .subscribe(
            new String[] {edges + "evt", edges + "bkl", edges + "st", edges + "dig", edges + "bay"},
            new int[] {QOS, QOS, QOS, QOS, QOS})
        .waitForCompletion(WAIT_MILLIS);
  }

  private void watch(MqttAsyncClient client) {
    while (client.isConnected() && !thread.pause(WATCH_MILLIS)) {
      // A lost connection shows here at the latest when the keep-alive fails.
    }
    if (!thread.isStopping()) {
      LOG.warn("connection to {} lost", uri());
    }
  }

  private static void abandon(MqttAsyncClient client) {
    try {
      client.disconnectForcibly(0, 200, true);
    } catch (MqttException alreadyGone) {
      LOG.debug("disconnecting: {}", alreadyGone.getMessage());
    }
    try {
      client.close(true);
    } catch (MqttException failed) {
      LOG.warn("the MQTT client did not close: {}", failed.getMessage());
    }
  }

  /** The library's side: only enqueues. */
  private final class Receiver implements MqttCallback {
    private final MqttAsyncClient client;

    Receiver(MqttAsyncClient client) {
      this.client = client;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      inbox.accept(
          new Delivery(client, message.getId(), message.getQos(), topic, message.getPayload()));
    }

    @Override
    public void connectionLost(@Nullable Throwable cause) {
      LOG.debug("connection lost", cause);
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}
  }
}
