package io.wugan.sync.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * A billing back end in small: keeps each record once, and says what it has. It says so again where
 * the broker does not answer: Moquette owes the PUBACK for ever of a message that arrives while the
 * receiver's session is being made.
 */
public final class FakeCloud implements AutoCloseable {

  private static final long PUBACK_LIMIT_MILLIS = 1000;
  private static final int TRIES = 10;
  private static final String ROOT = "pk1/" + Samples.SITE + "/" + Samples.EDGE + "/";
  private static final int MOST_CONNECTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ObjectMapper mapper = new ObjectMapper();
  private final ExecutorService acking = Executors.newSingleThreadExecutor();
  private final Map<Long, String> records = new TreeMap<>();
  private final List<String> statuses = new CopyOnWriteArrayList<>();
  private final List<String> topics = new CopyOnWriteArrayList<>();
  private final MqttClient client;
  private volatile boolean acknowledging = true;
  private volatile int differing;
  private volatile int repeated;
  private volatile String epoch = "";

  public FakeCloud(String url) throws MqttException {
    client = new MqttClient(url, "cloud", new MemoryPersistence());
    client.setTimeToWait(PUBACK_LIMIT_MILLIS);
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setMaxInflight(1000);
    connect(options);
  }

  // The embedded broker now and then hangs up on a client that comes: it is not what is tested.
  private void connect(MqttConnectOptions options) throws MqttException {
    for (int left = MOST_CONNECTS; ; left--) {
      try {
        client.connect(options);
        client.subscribe(ROOT + "up/#", 1, this::receive);
        return;
      } catch (MqttException hungUp) {
        if (left == 0) {
          throw hungUp;
        }
        LockSupport.parkNanos(PAUSE.toNanos()); // until the client knows that it is cut off
      }
    }
  }

  private void receive(String topic, MqttMessage message) throws IOException {
    topics.add(topic.substring(ROOT.length()));
    if (topic.endsWith("up/st")) {
      statuses.add(new String(message.getPayload(), StandardCharsets.UTF_8));
      return;
    }
    synchronized (records) {
      for (JsonNode event : mapper.readTree(message.getPayload())) {
        epoch = event.get("epoch").textValue();
        String before = records.put(event.get("seq").asLong(), event.toString());
        if (before != null) {
          repeated++;
          differing += before.equals(event.toString()) ? 0 : 1;
        }
      }
    }
    if (acknowledging) {
      acking.execute(this::acknowledge);
    }
  }

  /** Acknowledges all there is without a gap. */
  public void acknowledge() {
    for (int attempt = 1; ; attempt++) {
      try {
        say("{\"epoch\":\"" + epoch + "\",\"upto\":" + upto() + "}");
        return;
      } catch (IllegalStateException unanswered) {
        if (attempt == TRIES) {
          throw unanswered;
        }
      }
    }
  }

  public long upto() {
    synchronized (records) {
      long upto = 0;
      while (records.containsKey(upto + 1)) {
        upto++;
      }
      return upto;
    }
  }

  public void say(String ack) {
    publish("dn/ack", ack);
  }

  public void publish(String channel, String text) {
    try {
      client.publish(ROOT + channel, text.getBytes(StandardCharsets.UTF_8), 1, false);
    } catch (MqttException gone) {
      throw new IllegalStateException(gone);
    }
  }

  public void setAcknowledging(boolean on) {
    acknowledging = on;
  }

  public int size() {
    synchronized (records) {
      return records.size();
    }
  }

  public String record(long seq) {
    synchronized (records) {
      return records.get(seq);
    }
  }

  /** Records that came again. */
  public int repeated() {
    return repeated;
  }

  /** Records that came again with other bytes. */
  public int differing() {
    return differing;
  }

  public String epoch() {
    return epoch;
  }

  public List<String> statuses() {
    return statuses;
  }

  public List<String> topics() {
    return topics;
  }

  @Override
  public void close() throws MqttException {
    acking.shutdownNow();
    client.disconnectForcibly(100, 100, false);
    client.close(true);
  }
}
