package io.wugan.lab.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.contract.StatusMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A virtual board of one rule: sends what the rule wants and remembers every acknowledgement.
 * Thread-safe.
 */
final class Probe {
  private static final int MAX_ACKS = 10_000;

  /** An acknowledgement that came. */
  record Heard(CloudAck ack, int qos, long nanos) {}

  private final ProbeNet net;
  private final String edge;
  private final EventCodec codec;
  private final Map<String, TreeSet<Long>> sent = new HashMap<>();
  private final List<Heard> heard = new ArrayList<>();
  private final Set<String> faults = new TreeSet<>();
  private UUID epoch = Visit.newId(Instant.now());

  Probe(ProbeNet net, String site, String edge) {
    this.net = net;
    this.edge = edge;
    this.codec = new EventCodec(site, edge);
  }

  EventCodec codec() {
    return codec;
  }

  Visit visit(Duration stay) {
    return new Visit(codec, stay);
  }

  synchronized String epoch() {
    return epoch.toString();
  }

  /** From now on it counts anew. */
  synchronized String newEpoch() {
    epoch = Visit.newId(Instant.now());
    return epoch.toString();
  }

  /** Puts the number in. */
  ObjectNode numbered(ObjectNode event, long seq) {
    return event.put("epoch", epoch()).put("seq", Long.toString(seq));
  }

  /** Sends numbered events as one message of {@code up/evt}. */
  void send(ObjectNode... events) {
    send(Arrays.asList(events));
  }

  void send(Collection<ObjectNode> events) {
    ArrayNode array = Visit.MAPPER.createArrayNode();
    events.forEach(array::add);
    synchronized (this) {
      for (ObjectNode event : events) {
        sent.computeIfAbsent(event.path("epoch").asText(), each -> new TreeSet<>())
            .add(event.path("seq").asLong());
      }
    }
    publish("evt", array.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Sends anything on {@code up/<channel>}. */
  void publish(String channel, byte[] payload) {
    net.publish(edge, channel, payload);
  }

  void birth(UUID birth, long lastSeq, long ackedSeq) {
    publish(
        "st",
        StatusMessage.online(
            birth, UUID.fromString(epoch()), lastSeq, ackedSeq, "conformance", now()));
  }

  /** A birth that says which count it closes. */
  void birthThatCloses(UUID birth, String closedEpoch, long lastSeq) {
    ObjectNode status = Visit.MAPPER.createObjectNode();
    status.put("online", true).put("birth", birth.toString()).put("epoch", epoch());
    status.put("lastSeq", "0").put("ackedSeq", "0").put("bootId", "boot-conformance");
    status.put("version", "conformance").put("time", Instant.now().toString());
    status.putObject("closes").put("epoch", closedEpoch).put("lastSeq", Long.toString(lastSeq));
    publish("st", status.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static LotTime now() {
    return new LotTime(
        Instant.now(), 5_000_000, "boot-conformance", ClockQuality.SYNCED, OptionalInt.empty());
  }

  /** On the library's thread: an acknowledgement, held at once against what was sent so far. */
  synchronized void hear(CloudAck ack, int qos) {
    TreeSet<Long> known = sent.getOrDefault(ack.epoch(), new TreeSet<>());
    for (long seq = 1; seq <= ack.upto(); seq++) {
      if (!known.contains(seq)) {
        faults.add("upto " + ack.upto() + " without " + seq + ", which was not sent");
        break;
      }
    }
    ack.also().stream()
        .filter(seq -> !known.contains(seq))
        .forEach(seq -> faults.add("also " + seq + ", which was not sent"));
    ack.nack().stream()
        .filter(nack -> !known.contains(nack.seq()))
        .forEach(nack -> faults.add("nack of " + nack.seq() + ", which was not sent"));
    if (qos != 1) {
      faults.add("QoS " + qos);
    }
    if (heard.size() < MAX_ACKS) {
      heard.add(new Heard(ack, qos, System.nanoTime()));
    }
    notifyAll();
  }

  synchronized void malformed(String reason) {
    faults.add("an acknowledgement that is none: " + reason);
  }

  /** What was wrong with any acknowledgement. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  synchronized int heardCount() {
    return heard.size();
  }

  synchronized List<Heard> heardSince(int count) {
    return List.copyOf(heard.subList(Math.min(count, heard.size()), heard.size()));
  }

  /** Waits for it; false when the limit came first. */
  synchronized boolean await(Predicate<Probe> condition, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.test(this)) {
      long leftMillis = (end - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return condition.test(this);
      }
      wait(leftMillis);
    }
    return true;
  }

  /** Highest {@code upto} of the present epoch. */
  synchronized long upto() {
    return heard.stream()
        .map(Heard::ack)
        .filter(ack -> ack.epoch().equals(epoch()))
        .mapToLong(CloudAck::upto)
        .max()
        .orElse(0);
  }

  /** Whether a number of the present epoch is acknowledged, from the {@code since}th on. */
  synchronized boolean covers(long seq, int since) {
    return heardSince(since).stream()
        .map(Heard::ack)
        .filter(ack -> ack.epoch().equals(epoch()))
        .anyMatch(ack -> ack.upto() >= seq || ack.also().contains(seq));
  }

  /** Code of the refusal of a number of the present epoch, empty if there was none. */
  synchronized String refusal(long seq) {
    return heard.stream()
        .map(Heard::ack)
        .filter(ack -> ack.epoch().equals(epoch()))
        .flatMap(ack -> ack.nack().stream())
        .filter(nack -> nack.seq() == seq)
        .map(nack -> nack.code().name())
        .findFirst()
        .orElse("");
  }

  /** Numbers of the present epoch that were asked for again. */
  synchronized Set<Long> missing() {
    Set<Long> missing = new HashSet<>();
    heard.stream()
        .map(Heard::ack)
        .filter(ack -> ack.epoch().equals(epoch()))
        .flatMap(ack -> ack.missing().stream())
        .forEach(
            gap -> {
              for (long seq = gap.first(); seq <= Math.min(gap.last(), gap.first() + 100); seq++) {
                missing.add(seq);
              }
            });
    return missing;
  }

  /** For the report: what came. */
  synchronized String summary() {
    return "%d acknowledgements, upto %d, missing %s"
        .formatted(heard.size(), upto(), new TreeSet<>(missing()));
  }
}
