package io.wugan.lab.plug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
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
 * Listens to a board at the broker: alerts and heartbeats as they arrive, and asks for heartbeats.
 * Connected again by itself. Thread-safe.
 */
final class Cloud implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Cloud.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long CONNECT_MILLIS = 10_000;
  private static final int LONGEST_PAUSE_MILLIS = 1000;
  private static final long USEFUL_SECONDS = 60;

  /**
   * An alarm that has arrived.
   *
   * @param kind what
   * @param place where
   * @param raised whether it begins or is over
   * @param atMillis when the board noticed it
   * @param arrivedMillis when it came here
   */
  record Alert(
      HealthKind kind, HealthPlace place, boolean raised, long atMillis, long arrivedMillis) {
    boolean is(HealthKind what, HealthPlace where, boolean begins) {
      return kind == what && place.equals(where) && raised == begins;
    }
  }

  private final String board;
  private final MqttAsyncClient client;
  private final List<Alert> alerts = new CopyOnWriteArrayList<>();
  private final Set<String> known = new HashSet<>(); // belongs to the client's thread
  private final AtomicLong births = new AtomicLong();
  private final AtomicLong beats = new AtomicLong();
  private volatile List<String> faults = List.of();

  private Cloud(URI broker, String topic) throws MqttException {
    this.board = topic;
    this.client =
        new MqttAsyncClient(
            broker.toString(), "plug-" + UUID.randomUUID(), new MemoryPersistence());
    client.setCallback(new Callback());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setAutomaticReconnect(true);
    options.setMaxReconnectDelay(LONGEST_PAUSE_MILLIS);
    options.setCleanSession(false);
    client.connect(options).waitForCompletion(CONNECT_MILLIS);
  }

  /**
   * @param broker which is there now
   * @param topic first levels of the board's topics, {@code root/site/edge}
   * @throws IOException if it cannot be reached
   */
  static Cloud connect(URI broker, String topic) throws IOException {
    try {
      return new Cloud(broker, topic);
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
    public void messageArrived(String topic, MqttMessage message) throws IOException {
      JsonNode body = JSON.readTree(message.getPayload());
      switch (topic.substring(board.length())) {
        case "/up/evt", "/up/bkl" -> body.forEach(Cloud.this::event);
        case "/up/hb" -> heartbeat(body);
        case "/up/st" -> births.addAndGet(body.path("online").asBoolean() ? 1 : 0);
        default -> log.debug("{} is of no interest here", topic);
      }
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
      // A command is repeated by whoever asks.
    }
  }

  private void event(JsonNode event) {
    JsonNode alert = event.path("data").path("alert");
    if (alert.isMissingNode() || !known.add(event.path("id").asText())) {
      return;
    }
    try {
      alerts.add(
          new Alert(
              HealthKind.valueOf(alert.path("kind").asText()),
              place(alert),
              alert.path("state").asText().equals("RAISED"),
              Instant.parse(alert.path("at").path("utc").asText()).toEpochMilli(),
              System.currentTimeMillis()));
    } catch (IllegalArgumentException other) {
      log.debug("an alert of a vehicle: {}", alert.path("kind").asText());
    }
  }

  private static HealthPlace place(JsonNode of) {
    String lane = of.path("lane").asText();
    return of.hasNonNull("device")
        ? HealthPlace.device(lane, of.path("device").asText())
        : HealthPlace.lane(lane);
  }

  private void heartbeat(JsonNode body) {
    List<String> now = new CopyOnWriteArrayList<>();
    body.path("faults").forEach(each -> now.add(each.path("kind").asText() + " " + place(each)));
    faults = now;
    beats.incrementAndGet();
  }

  /** The first such alarm that the board noticed at this moment or later. */
  Optional<Alert> find(HealthKind kind, HealthPlace place, boolean raised, long sinceMillis) {
    return alerts.stream()
        .filter(each -> each.is(kind, place, raised) && each.atMillis() >= sinceMillis)
        .findFirst();
  }

  /** Alarms of this kind and way since then, whatever their place. */
  List<Alert> since(long sinceMillis) {
    return alerts.stream().filter(each -> each.atMillis() >= sinceMillis).toList();
  }

  /** How often the board has connected. */
  long births() {
    return births.get();
  }

  /**
   * Asks the board for a heartbeat and waits for it.
   *
   * @return its faults, {@code KIND lane device}; empty if none came within some seconds
   */
  Optional<List<String>> askForFaults() throws InterruptedException {
    long before = beats.get();
    String command =
        """
        {"cmdId": "%s", "edge": "%s", "type": "heartbeat", "exp": "%s", "by": "plug-proof", "args": {}}
        """
            .formatted(
                UUID.randomUUID(),
                board.substring(board.indexOf('/') + 1),
                Instant.now().plusSeconds(USEFUL_SECONDS));
    try {
      client.publish(board + "/dn/cmd", command.getBytes(StandardCharsets.UTF_8), 1, false);
    } catch (MqttException away) {
      log.debug("no heartbeat can be asked for: {}", away.getMessage());
      return Optional.empty();
    }
    return Double.isFinite(Waiting.until(() -> beats.get() > before, 10))
        ? Optional.of(faults)
        : Optional.empty();
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
