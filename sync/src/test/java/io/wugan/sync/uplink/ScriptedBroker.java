package io.wugan.sync.uplink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Broker, network and cloud in one object without threads: loses, doubles and reorders what a seed
 * says. The cloud keeps each record once and checks that what comes again is the same.
 */
final class ScriptedBroker implements MqttConnection {

  private record Sent(long token, JsonNode events) {}

  private final ObjectMapper mapper = new ObjectMapper();
  private final Random random;
  private final double loss;
  private final Map<Long, String> ledger = new TreeMap<>();
  private final List<Sent> onTheWay = new ArrayList<>();
  private final List<byte[]> acks = new ArrayList<>();
  private final List<String> topics = new ArrayList<>();
  private String epoch = "";
  private boolean broken;
  private int committed;

  ScriptedBroker(Random random, double loss) {
    this.random = random;
    this.loss = loss;
  }

  @Override
  public void publish(Publication message, long token) throws TransportException {
    if (broken) {
      throw new TransportException("broken");
    }
    topics.add(message.topic());
    try {
      JsonNode events = mapper.readTree(message.payload());
      onTheWay.add(
          new Sent(token, message.topic().endsWith("up/st") ? mapper.createArrayNode() : events));
    } catch (IOException noJson) {
      throw new IllegalStateException(noJson);
    }
  }

  /** A new connection: what was on the way is gone. */
  void reconnect() {
    broken = false;
    onTheWay.clear();
  }

  void breakDown() {
    broken = true;
  }

  boolean isBroken() {
    return broken;
  }

  private boolean lost() {
    return random.nextDouble() < loss;
  }

  /** Takes one message from the way, in any order; tells whose PUBACK comes back. */
  Optional<Long> deliverOne() {
    if (onTheWay.isEmpty()) {
      return Optional.empty();
    }
    Sent sent = onTheWay.remove(random.nextInt(onTheWay.size()));
    int copies = lost() ? 0 : lost() ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      commit(sent.events());
    }
    return copies == 0 || lost() ? Optional.empty() : Optional.of(sent.token());
  }

  private void commit(JsonNode events) {
    for (JsonNode event : events) {
      epoch = event.get("epoch").textValue();
      String before = ledger.putIfAbsent(event.get("seq").asLong(), event.toString());
      if (before == null) {
        committed++;
      } else if (!before.equals(event.toString())) {
        throw new AssertionError("record " + event.get("seq") + " came again with other bytes");
      }
    }
    if (!events.isEmpty()) {
      say(ack(""));
      if (lost()) {
        say(ack("018f0000-0000-7000-8000-000000000000"));
      }
    }
  }

  private String ack(String otherEpoch) {
    long upto = 0;
    while (ledger.containsKey(upto + 1)) {
      upto++;
    }
    List<Long> also = new ArrayList<>();
    for (long seq : ledger.keySet()) {
      if (seq > upto + 1) {
        also.add(seq);
      }
    }
    String name = otherEpoch.isEmpty() ? epoch : otherEpoch;
    return "{\"epoch\":\"" + name + "\",\"upto\":" + upto + ",\"also\":" + also + "}";
  }

  private void say(String ack) {
    int copies = lost() ? 0 : lost() ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      acks.add(ack.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  /** One acknowledgement, in any order, perhaps an old one. */
  Optional<byte[]> nextAck() {
    return acks.isEmpty()
        ? Optional.empty()
        : Optional.of(acks.remove(random.nextInt(acks.size())));
  }

  int committed() {
    return committed;
  }

  Map<Long, String> ledger() {
    return ledger;
  }

  List<String> topics() {
    return topics;
  }

  @Override
  public void leave(Duration limit) {}

  @Override
  public void drop() {}
}
