package io.wugan.lab.plug;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.lab.broker.CloudEnd;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to a board at the broker: alerts and heartbeats as they arrive, and asks for heartbeats.
 * Connected again by itself. Thread-safe.
 */
final class Cloud implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Cloud.class);
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

  private final CloudEnd end;
  private final List<Alert> alerts = new CopyOnWriteArrayList<>();
  private final Set<String> known = new HashSet<>(); // belongs to the listener's thread
  private final AtomicLong births = new AtomicLong();
  private final AtomicLong beats = new AtomicLong();
  private volatile List<String> faults = List.of();

  private Cloud(URI broker, String topic) throws IOException {
    this.end = CloudEnd.connect(broker, topic, this::hear);
  }

  /**
   * @param broker which is there now
   * @param topic first levels of the board's topics, {@code root/site/edge}
   * @throws IOException if it cannot be reached
   */
  static Cloud connect(URI broker, String topic) throws IOException {
    return new Cloud(broker, topic);
  }

  private void hear(String channel, JsonNode body) {
    switch (channel) {
      case "up/evt", "up/bkl" -> body.forEach(this::event);
      case "up/hb" -> heartbeat(body);
      case "up/st" -> births.addAndGet(body.path("online").asBoolean() ? 1 : 0);
      default -> log.debug("{} is of no interest here", channel);
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
            .formatted(UUID.randomUUID(), end.edge(), Instant.now().plusSeconds(USEFUL_SECONDS));
    if (!end.say("dn/cmd", command)) {
      return Optional.empty();
    }
    return Double.isFinite(Waiting.until(() -> beats.get() > before, 10))
        ? Optional.of(faults)
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
