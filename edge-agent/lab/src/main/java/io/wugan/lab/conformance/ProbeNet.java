package io.wugan.lab.conformance;

import io.wugan.sync.contract.AckReader;
import io.wugan.sync.contract.MalformedMessageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/** The one MQTT connection of all virtual boards. Thread-safe. */
final class ProbeNet implements AutoCloseable {
  private static final int QOS = 1;
  private static final long WAIT_MILLIS = 15_000;
  private static final int MOST_CONNECTS = 4;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Set<Integer> HUNG_UP =
      Set.of(
          (int) MqttException.REASON_CODE_CONNECTION_LOST,
          (int) MqttException.REASON_CODE_CLIENT_NOT_CONNECTED);
  private static final int MAX_IN_FLIGHT = 500;
  private static final long RETAINED_MILLIS = 700;

  private final ConformanceSettings settings;
  private final MqttAsyncClient client;
  private final AckReader reader = new AckReader();
  private final Map<String, Probe> probes = new ConcurrentHashMap<>();

  /**
   * Connects and subscribes.
   *
   * @throws ConformanceException if the broker is not reached
   */
  ProbeNet(ConformanceSettings settings) {
    this.settings = settings;
    try {
      client = connect(settings, "", this::arrived);
    } catch (MqttException failed) {
      throw new ConformanceException(
          "cannot reach the broker at " + settings.broker() + ": " + failed.getMessage(), failed);
    }
  }

  private interface Arrival {
    void of(String topic, MqttMessage message);
  }

  private static MqttAsyncClient connect(
      ConformanceSettings settings, String suffix, Arrival arrival) throws MqttException {
    MqttAsyncClient client =
        new MqttAsyncClient(
            settings.broker().toString(),
            "wugan-conformance-" + settings.site() + suffix,
            new MemoryPersistence());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(true);
    options.setMaxInflight(MAX_IN_FLIGHT);
    options.setConnectionTimeout(10);
    client.setCallback(new Receiver(arrival));
    String acks = settings.root() + "/" + settings.site() + "/+/dn/ack";
    for (int left = MOST_CONNECTS - 1; !isConnected(client, options, acks, left > 0); left--) {
      LockSupport.parkNanos(PAUSE.toNanos()); // until the client knows that it is cut off
    }
    return client;
  }

  // A broker that hangs up on who comes is asked again: the lab's own does so now and then, and it
  // is the consumer behind it that is examined. What it says, a wrong password say, stands.
  private static boolean isConnected(
      MqttAsyncClient client, MqttConnectOptions options, String acks, boolean again)
      throws MqttException {
    try {
      client.connect(options).waitForCompletion(WAIT_MILLIS);
      client.subscribe(acks, QOS).waitForCompletion(WAIT_MILLIS);
      return true;
    } catch (MqttException failed) {
      if (!again || !HUNG_UP.contains(failed.getReasonCode())) {
        throw failed;
      }
      return false;
    }
  }

  /** A board of its own for a rule. */
  Probe probe(String edge) {
    Probe probe = new Probe(this, settings.site(), edge);
    probes.put(settings.root() + "/" + settings.site() + "/" + edge + "/dn/ack", probe);
    return probe;
  }

  List<Probe> probes() {
    return List.copyOf(probes.values());
  }

  /**
   * Publishes on {@code up/<channel>} of a board; returns when the broker has it.
   *
   * @throws ConformanceException if the broker does not take it in time
   */
  void publish(String edge, String channel, byte[] payload) {
    String topic = "%s/%s/%s/up/%s".formatted(settings.root(), settings.site(), edge, channel);
    try {
      client.publish(topic, payload, QOS, false).waitForCompletion(WAIT_MILLIS);
    } catch (MqttException failed) {
      throw new ConformanceException("the broker takes nothing: " + failed.getMessage(), failed);
    }
  }

  private void arrived(String topic, MqttMessage message) {
    Probe probe = probes.get(topic);
    if (probe == null) {
      return;
    }
    try {
      probe.hear(reader.read(message.getPayload()), message.getQos());
    } catch (MalformedMessageException malformed) {
      probe.malformed(String.valueOf(malformed.getMessage()));
    }
  }

  /** Topics on which the broker keeps an acknowledgement for whoever subscribes later. */
  List<String> listRetained() throws InterruptedException {
    List<String> retained = new CopyOnWriteArrayList<>();
    try {
      MqttAsyncClient late =
          connect(
              settings,
              "-late",
              (topic, message) -> {
                if (message.isRetained()) {
                  retained.add(topic);
                }
              });
      TimeUnit.MILLISECONDS.sleep(RETAINED_MILLIS);
      late.disconnect(500).waitForCompletion(WAIT_MILLIS);
      late.close();
      return retained;
    } catch (MqttException failed) {
      throw new ConformanceException("the broker is gone: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() {
    try {
      if (client.isConnected()) {
        client.disconnect(500).waitForCompletion(WAIT_MILLIS);
      }
      client.close(true);
    } catch (MqttException failed) {
      throw new ConformanceException("leaving the broker: " + failed.getMessage(), failed);
    }
  }

  /** The library's side. */
  private static final class Receiver implements MqttCallback {
    private final Arrival arrival;

    Receiver(Arrival arrival) {
      this.arrival = arrival;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      arrival.of(topic, message);
    }

    @Override
    public void connectionLost(@Nullable Throwable cause) {}

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}
  }
}
