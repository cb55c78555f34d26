package io.wugan.lab.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * A consumer of the contract as somebody else might write it, in memory and in one page, with or
 * without one mistake. All of it happens on one thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails there is found by the rules
final class SmallConsumer implements AutoCloseable {
  static final long WINDOW_MILLIS = 1000;

  /** What it does wrong. */
  enum Mistake {
    NONE,
    ACKNOWLEDGES_PAST_GAPS,
    ACKNOWLEDGES_WHAT_NEVER_CAME,
    NEVER_ASKS_FOR_GAPS,
    ASKS_FOR_GAPS_AT_ONCE,
    KEEPS_SILENT_ON_REPETITIONS,
    BILLS_EVERY_DELIVERY,
    BILLS_OPEN_SESSIONS,
    BILLS_UNDER_REVIEW,
    BILLS_THE_LAST_ARRIVAL,
    FORGETS_EVERY_TENTH_STAY,
    REFUSES_UNKNOWN_FIELDS,
    TAKES_UNKNOWN_TYPES,
    TAKES_INVALID_EVENTS,
    REFUSES_THE_WHOLE_MESSAGE,
    DIES_OF_RUBBISH,
    IGNORES_BIRTHS,
    REFUSES_KNOWN_IDS,
    MIXES_EPOCHS,
    IGNORES_DIGESTS,
    RETAINS_ACKNOWLEDGEMENTS,
    USES_QOS_0,
    IS_SLOW,
    DROPS_LARGE_MESSAGES,
    TAKES_TEN_EVENTS_A_MESSAGE
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> TYPES =
      Set.of("parking.entry.v1", "parking.exit.v1", "parking.session.v1");

  /** One count. */
  private static final class Count {
    final TreeMap<Long, String> ids = new TreeMap<>();
    final TreeMap<Long, String> refused = new TreeMap<>();
    final TreeMap<Long, Long> wanted = new TreeMap<>();
    long claimed;
    long gapSince;
    boolean owed;

    long upto() {
      long upto = 0;
      while (ids.containsKey(upto + 1) || refused.containsKey(upto + 1)) {
        upto++;
      }
      return upto;
    }

    long highest() {
      long last = ids.isEmpty() ? 0 : ids.lastKey();
      return Math.max(claimed, Math.max(last, refused.isEmpty() ? 0 : refused.lastKey()));
    }
  }

  private static final int MOST_CONNECTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Mistake mistake;
  private final MqttAsyncClient client;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Count> counts = new HashMap<>();
  private final Map<Count, String> epochs = new HashMap<>();
  private final Map<Count, String> boards = new HashMap<>();
  private final Map<String, Integer> revisions = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> billed = new HashSet<>();
  private final List<String> bills = new ArrayList<>();
  private boolean dead;

  SmallConsumer(URI broker, String root, Mistake mistake) throws MqttException {
    this.mistake = mistake;
    client = new MqttAsyncClient(broker.toString(), "small-" + root, new MemoryPersistence());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMaxInflight(1000);
    connect(options, root);
    thread.scheduleWithFixedDelay(this::flush, 50, 50, TimeUnit.MILLISECONDS);
  }

  // The embedded broker now and then hangs up on a client that comes: it is not what is tested.
  private void connect(MqttConnectOptions options, String root) throws MqttException {
    for (int left = MOST_CONNECTS; ; left--) {
      try {
        client.connect(options).waitForCompletion(10_000);
        client
            .subscribe(
                root + "/+/+/up/+",
                1,
                (topic, message) -> thread.execute(() -> arrived(topic, message.getPayload())))
            .waitForCompletion(10_000);
        return;
      } catch (MqttException hungUp) {
        if (left == 0) {
          throw hungUp;
        }
        LockSupport.parkNanos(PAUSE.toNanos()); // until the client knows that it is cut off
      }
    }
  }

  List<String> bills() throws Exception {
    return thread.submit(() -> List.copyOf(bills)).get();
  }

  private void arrived(String topic, byte[] payload) {
    String board = topic.substring(0, topic.indexOf("/up/"));
    JsonNode message;
    try {
      message = MAPPER.readTree(payload);
    } catch (IOException rubbish) {
      dead |= mistake == Mistake.DIES_OF_RUBBISH;
      return;
    }
    if (dead) {
      return;
    }
    if (topic.endsWith("/st")) {
      birth(board, message);
    } else if (topic.endsWith("/dig")) {
      digest(board, message);
    } else if (message.isArray()) {
      boolean large = mistake == Mistake.DROPS_LARGE_MESSAGES && payload.length > 32 * 1024;
      boolean many = mistake == Mistake.TAKES_TEN_EVENTS_A_MESSAGE && message.size() > 10;
      if (!large && !many) {
        events(board, message);
      }
    }
  }

  private Count count(String board, String epoch) {
    String key = mistake == Mistake.MIXES_EPOCHS ? board + " first" : board + " " + epoch;
    return counts.computeIfAbsent(key, each -> new Count());
  }

  private void birth(String board, JsonNode status) {
    if (status.path("online").asBoolean() && mistake != Mistake.IGNORES_BIRTHS) {
      Count count = count(board, status.path("epoch").asText());
      count.claimed = Math.max(count.claimed, status.path("ackedSeq").asLong());
      count.owed = true;
      epochs.putIfAbsent(count, status.path("epoch").asText());
      boards.put(count, board);
    }
  }

  private void events(String board, JsonNode events) {
    boolean anyWrong = false;
    for (JsonNode event : events) {
      anyWrong |= !code(event).isEmpty();
    }
    for (JsonNode event : events) {
      if (event.path("seq").asLong() > 0 && event.path("epoch").isTextual()) {
        boolean all = anyWrong && mistake == Mistake.REFUSES_THE_WHOLE_MESSAGE;
        event(board, event, all ? "INVALID" : code(event));
      }
    }
  }

  private String code(JsonNode event) {
    if (!TYPES.contains(event.path("type").asText())) {
      return mistake == Mistake.TAKES_UNKNOWN_TYPES ? "" : "UNSUPPORTED";
    }
    if (mistake == Mistake.REFUSES_UNKNOWN_FIELDS && event.has("novelty")) {
      return "INVALID";
    }
    boolean valid = event.at("/data/session/state").isTextual();
    return valid || mistake == Mistake.TAKES_INVALID_EVENTS ? "" : "INVALID";
  }

  private void event(String board, JsonNode event, String code) {
    String epoch = event.path("epoch").asText();
    long seq = event.path("seq").asLong();
    String id = event.path("id").asText();
    Count count = count(board, epoch);
    epochs.putIfAbsent(count, epoch);
    boards.put(count, board);
    boolean known = ids.contains(id) && !count.ids.containsKey(seq);
    if (!code.isEmpty() || (known && mistake == Mistake.REFUSES_KNOWN_IDS)) {
      count.refused.put(seq, code.isEmpty() ? "INVALID" : code);
      count.owed = true;
      return;
    }
    boolean fresh = count.ids.put(seq, id) == null;
    count.owed |= fresh || mistake != Mistake.KEEPS_SILENT_ON_REPETITIONS;
    count.gapSince = System.nanoTime();
    if (ids.add(id) || mistake == Mistake.BILLS_EVERY_DELIVERY) {
      bill(event.at("/data/session"));
    }
  }

  private void bill(JsonNode session) {
    String id = session.path("id").asText();
    int revision = session.path("revision").asInt();
    boolean stale = revisions.getOrDefault(id, 0) >= revision;
    boolean repeat = mistake == Mistake.BILLS_EVERY_DELIVERY;
    if (stale && mistake != Mistake.BILLS_THE_LAST_ARRIVAL && !repeat) {
      return;
    }
    revisions.merge(id, revision, Math::max);
    boolean closed = session.path("state").asText().equals("CLOSED");
    boolean open =
        mistake == Mistake.BILLS_OPEN_SESSIONS
            || (mistake == Mistake.BILLS_THE_LAST_ARRIVAL && stale);
    boolean review = session.path("review").asBoolean() && mistake != Mistake.BILLS_UNDER_REVIEW;
    boolean forgotten = mistake == Mistake.FORGETS_EVERY_TENTH_STAY && revisions.size() % 10 == 0;
    if ((closed || open) && !review && !forgotten && (billed.add(id) || repeat || stale)) {
      bills.add(
          "{\"session\":\"%s\",\"stayMillis\":%d}"
              .formatted(id, session.path("stayMillis").asLong()));
    }
  }

  private void digest(String board, JsonNode digest) {
    if (mistake == Mistake.IGNORES_DIGESTS || !digest.path("blocks").isArray()) {
      return;
    }
    Count count = count(board, digest.path("epoch").asText());
    for (JsonNode block : digest.path("blocks")) {
      boolean wellFormed =
          block.path("from").asLong() % 1000 == 1
              && block.path("hash").asText().length() == 64
              && block.path("skip").isEmpty();
      for (long seq = block.path("from").asLong();
          wellFormed && seq <= block.path("to").asLong();
          seq++) {
        if (!count.ids.containsKey(seq)) {
          count.wanted.put(seq, seq);
          count.owed = true;
        }
      }
    }
  }

  private void flush() {
    if (dead) {
      return;
    }
    for (Count count : counts.values()) {
      long waited = (System.nanoTime() - count.gapSince) / 1_000_000;
      boolean gap = count.upto() < count.highest();
      boolean patient = waited < WINDOW_MILLIS && mistake != Mistake.ASKS_FOR_GAPS_AT_ONCE;
      boolean report = gap && !patient && mistake != Mistake.NEVER_ASKS_FOR_GAPS;
      if (count.owed || report) {
        if (report) {
          count.gapSince = System.nanoTime();
          for (long seq = count.upto() + 1; seq <= count.highest(); seq++) {
            if (!count.ids.containsKey(seq)) {
              count.wanted.put(seq, seq);
            }
          }
        }
        acknowledge(count);
        count.owed = false;
        count.wanted.clear();
      }
    }
  }

  private void acknowledge(Count count) {
    long upto = mistake == Mistake.ACKNOWLEDGES_PAST_GAPS ? count.highest() : count.upto();
    upto += mistake == Mistake.ACKNOWLEDGES_WHAT_NEVER_CAME ? 1 : 0;
    ObjectNode ack = MAPPER.createObjectNode();
    ack.put("epoch", epochs.get(count)).put("upto", upto);
    ArrayNode also = ack.putArray("also");
    count.ids.tailMap(upto, false).keySet().forEach(also::add);
    ArrayNode nack = ack.putArray("nack");
    count.refused.forEach((seq, code) -> nack.addObject().put("seq", seq).put("code", code));
    ArrayNode missing = ack.putArray("missing");
    count.wanted.keySet().forEach(seq -> missing.addArray().add(seq).add(seq));
    String topic = boards.get(count) + "/dn/ack";
    byte[] payload = ack.toString().getBytes(StandardCharsets.UTF_8);
    thread.schedule(
        () -> publish(topic, payload),
        mistake == Mistake.IS_SLOW ? 3500 : 0,
        TimeUnit.MILLISECONDS);
  }

  private void publish(String topic, byte[] payload) {
    try {
      int qos = mistake == Mistake.USES_QOS_0 ? 0 : 1;
      client.publish(topic, payload, qos, mistake == Mistake.RETAINS_ACKNOWLEDGEMENTS);
    } catch (MqttException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() throws Exception {
    thread.shutdownNow();
    client.disconnectForcibly(0, 500);
    client.close(true);
  }
}
