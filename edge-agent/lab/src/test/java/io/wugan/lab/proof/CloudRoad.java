package io.wugan.lab.proof;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.lab.billing.EdgeId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * The road between the board's broker and the cloud's: carries everything both ways, loses what it
 * is told to lose, and remembers what came by. It does not mend its connection to the board's
 * broker by itself. Thread-safe.
 */
final class CloudRoad implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicInteger CONNECTIONS = new AtomicInteger();
  private static final long WAIT_MILLIS = 15_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PROBE = AgentConfig.ROOT + "/probe/e0/";
  private static final String PROBE_BIRTH =
      "{\"online\":true,\"epoch\":\"018f0000-0000-7000-8000-000000000000\",\"ackedSeq\":\"0\"}";

  /**
   * A message of the board as it came.
   *
   * @param seqs numbers of its events, in order
   * @param payload its bytes
   */
  record Carried(List<Long> seqs, String payload) {}

  private final String up;
  private final String ack;
  private final MqttAsyncClient cloud;
  private final URI boardSide;
  private final Map<Long, List<String>> channels = new TreeMap<>();
  private final List<Carried> carried = new ArrayList<>();
  private final Set<Long> toLose = ConcurrentHashMap.newKeySet();
  private volatile MqttAsyncClient board;
  private volatile boolean probed;
  private volatile boolean losesAcks;
  private volatile boolean broken;
  private volatile int breaksAfter = Integer.MAX_VALUE;
  private int passed;

  CloudRoad(EdgeId edge, URI boardSide, URI cloudSide) throws MqttException {
    String topics = AgentConfig.ROOT + "/" + edge + "/";
    this.up = topics + "up/+";
    this.ack = topics + "dn/ack";
    this.boardSide = boardSide;
    this.cloud = connect(cloudSide, this::fromCloud, ack, PROBE + "dn/ack");
    this.board = connect(boardSide, this::fromBoard, up);
  }

  private static MqttAsyncClient connect(
      URI broker, IMqttMessageListener listener, String... topics) throws MqttException {
    MqttAsyncClient client =
        new MqttAsyncClient(
            // A name that was never used: a broker may still be taking leave of an older one.
            broker.toString(), "road-" + CONNECTIONS.incrementAndGet(), new MemoryPersistence());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setMaxInflight(10_000);
    client.connect(options).waitForCompletion(WAIT_MILLIS);
    for (String topic : topics) {
      client.subscribe(topic, 1, listener).waitForCompletion(WAIT_MILLIS);
    }
    return client;
  }

  /** The board's broker is there again; nothing is broken any more. */
  void mend() throws MqttException {
    end(board);
    broken = false;
    board = connect(boardSide, this::fromBoard, up);
  }

  /** The road breaks under the message that would make it more events in all; that one is lost. */
  void breakAfter(int events) {
    breaksAfter = events;
    await("the road to break").atMost(PATIENCE).until(() -> broken);
    breaksAfter = Integer.MAX_VALUE;
  }

  /** Loses a record the next time that it comes by. */
  void lose(long seq) {
    toLose.add(seq);
  }

  /** Whether what the cloud says gets lost. */
  void loseAcks(boolean on) {
    losesAcks = on;
  }

  /** Tells the board something in the cloud's name. */
  void say(String words) throws MqttException {
    byte[] payload = words.getBytes(StandardCharsets.UTF_8);
    board.publish(ack, payload, 1, false).waitForCompletion(WAIT_MILLIS);
  }

  /** Waits until the back end answers, so that nothing is published before it has subscribed. */
  void awaitCloud() {
    probed = false;
    await("the back end")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              cloud.publish(
                  PROBE + "up/st", PROBE_BIRTH.getBytes(StandardCharsets.UTF_8), 1, false);
              return probed;
            });
  }

  private void fromCloud(String topic, MqttMessage message) throws MqttException {
    if (topic.startsWith(PROBE)) {
      probed = true;
    } else if (!losesAcks && !broken && board.isConnected()) {
      board.publish(topic, message.getPayload(), 1, false);
    }
  }

  private void fromBoard(String topic, MqttMessage message) throws IOException, MqttException {
    String channel = topic.substring(topic.lastIndexOf('/') + 1);
    if (broken) {
      return;
    }
    if (channel.equals("st")) {
      cloud.publish(topic, message.getPayload(), 1, true);
      return;
    }
    JsonNode events = JSON.readTree(message.getPayload());
    if (breaksUnder(events.size())) {
      return;
    }
    List<String> kept = new ArrayList<>();
    List<Long> seqs = new ArrayList<>();
    for (JsonNode event : events) {
      long seq = event.get("seq").asLong();
      seqs.add(seq);
      if (!toLose.remove(seq)) {
        kept.add(event.toString());
      }
    }
    remember(channel, seqs, message);
    if (kept.size() == seqs.size()) {
      cloud.publish(topic, message.getPayload(), 1, false);
    } else if (!kept.isEmpty()) {
      cloud.publish(topic, kept.toString().getBytes(StandardCharsets.UTF_8), 1, false);
    }
  }

  private synchronized void remember(String channel, List<Long> seqs, MqttMessage message) {
    String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
    carried.add(new Carried(List.copyOf(seqs), payload));
    for (long seq : seqs) {
      channels.computeIfAbsent(seq, unused -> new ArrayList<>()).add(channel);
    }
    passed += seqs.size();
  }

  private synchronized boolean breaksUnder(int events) {
    broken = passed + events > breaksAfter;
    return broken;
  }

  /** The channels by which each record came, first to last. */
  synchronized Map<Long, List<String>> channels() {
    Map<Long, List<String>> copy = new TreeMap<>();
    channels.forEach((seq, each) -> copy.put(seq, List.copyOf(each)));
    return copy;
  }

  /** Records that came by more than once. */
  long countRepeated() {
    return channels().values().stream().filter(each -> each.size() > 1).count();
  }

  /** Every message of the board that was carried. */
  synchronized List<Carried> carried() {
    return List.copyOf(carried);
  }

  private static void end(MqttAsyncClient client) throws MqttException {
    if (client.isConnected()) {
      client.disconnectForcibly(100, 100, false);
    }
    client.close(true);
  }

  @Override
  public void close() throws MqttException {
    end(board);
    end(cloud);
  }
}
