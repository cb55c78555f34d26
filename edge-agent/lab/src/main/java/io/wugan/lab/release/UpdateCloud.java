package io.wugan.lab.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallbackExtended;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cloud that acknowledges what comes, orders updates and hears what becomes of them. Thread-safe.
 */
final class UpdateCloud implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(UpdateCloud.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long CONNECT_MILLIS = 10_000;
  private static final long USEFUL_SECONDS = 3_600;

  private final String board;
  private final MqttAsyncClient client;
  private final Map<String, TreeSet<Long>> numbers = new ConcurrentHashMap<>();
  private final AtomicLong vehicles = new AtomicLong();
  private volatile JsonNode update = JSON.createObjectNode();

  private UpdateCloud(URI broker, String board) throws MqttException {
    this.board = board;
    this.client =
        new MqttAsyncClient(
            broker.toString(), "update-" + UUID.randomUUID(), new MemoryPersistence());
    client.setCallback(new Callback());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setAutomaticReconnect(true);
    options.setMaxInflight(1000);
    client.connect(options).waitForCompletion(CONNECT_MILLIS);
  }

  /**
   * @param board first levels of its topics, {@code root/site/edge}
   * @throws IOException if the broker cannot be reached
   */
  static UpdateCloud connect(URI broker, String board) throws IOException {
    try {
      return new UpdateCloud(broker, board);
    } catch (MqttException refused) {
      throw new IOException("no connection to " + broker, refused);
    }
  }

  private final class Callback implements MqttCallbackExtended {
    @Override
    public void connectComplete(boolean again, String uri) {
      try {
        client.subscribe(board + "/up/#", 1);
      } catch (MqttException gone) {
        log.debug("not subscribed: {}", gone.getMessage());
      }
    }

    @Override
    public void connectionLost(Throwable cause) {
      log.debug("the broker is away");
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws Exception {
      JsonNode body = JSON.readTree(message.getPayload());
      switch (topic.substring(board.length())) {
        case "/up/evt", "/up/bkl" -> take(body);
        case "/up/upd" -> update = body;
        default -> log.debug("{} is of no interest here", topic);
      }
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
      // A command is repeated by whoever asks.
    }
  }

  private void take(JsonNode events) throws MqttException {
    String epoch = "";
    for (JsonNode event : events) {
      epoch = event.path("epoch").asText();
      TreeSet<Long> known = numbers.computeIfAbsent(epoch, any -> new TreeSet<>());
      synchronized (known) {
        boolean fresh = known.add(event.path("seq").asLong());
        if (fresh && event.path("type").asText().startsWith("parking.e")) {
          vehicles.incrementAndGet();
        }
      }
    }
    TreeSet<Long> known = numbers.getOrDefault(epoch, new TreeSet<>());
    long upTo = 0;
    synchronized (known) {
      while (known.contains(upTo + 1)) {
        upTo++;
      }
    }
    if (upTo > 0) {
      publish("/dn/ack", "{\"epoch\":\"%s\",\"upto\":%d}".formatted(epoch, upTo));
    }
  }

  private void publish(String channel, String text) throws MqttException {
    client.publish(board + channel, text.getBytes(StandardCharsets.UTF_8), 1, false);
  }

  /** Orders an update; the same id is one job. */
  void order(UUID id, ReleaseShop.Goods goods, URI url, long bytes) throws IOException {
    String command =
        """
        {"cmdId": "%s", "edge": "%s", "type": "update", "exp": "%s", "by": "update-proof",
         "args": {"version": "%s", "url": "%s", "bytes": %d, "sha256": "%s"}}
        """
            .formatted(
                id,
                board.substring(board.indexOf('/') + 1),
                Instant.now().plusSeconds(USEFUL_SECONDS),
                goods.version(),
                url,
                bytes,
                goods.sha256());
    try {
      publish("/dn/cmd", command);
    } catch (MqttException away) {
      throw new IOException("no command can be sent", away);
    }
  }

  /** Whether the board said last that an update to this version ended so. */
  boolean heard(String version, ReleaseFault.Ends ends) {
    JsonNode last = update;
    return last.path("version").asText().equals(version)
        && last.path("status").asText().equals(ends.name());
  }

  /** What the board said last of its updates. */
  JsonNode lastUpdate() {
    return update;
  }

  /** Entries and exits that came, each once. */
  long vehicles() {
    return vehicles.get();
  }

  /** Whether the numbers of each epoch are there without a gap. */
  boolean isWhole() {
    return numbers.values().stream()
        .allMatch(
            known -> {
              synchronized (known) {
                return known.isEmpty() || known.last() == known.size();
              }
            });
  }

  /** Records that came, each once. */
  long records() {
    return numbers.values().stream().mapToLong(TreeSet::size).sum();
  }

  @Override
  public void close() throws IOException {
    try {
      client.disconnectForcibly(100, 100, false);
      client.close(true);
    } catch (MqttException failed) {
      throw new IOException("the listener is not closed", failed);
    }
  }
}
