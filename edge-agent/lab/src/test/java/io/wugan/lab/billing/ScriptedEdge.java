package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * Publishes what a test tells it and remembers the acknowledgements. Like any edge it connects
 * again and repeats what it said when the broker hangs up: Moquette does so now and then to a
 * client that publishes while another one's session is being made.
 */
final class ScriptedEdge implements AutoCloseable {
  private final MqttClient client;
  private final List<JsonNode> acks = new CopyOnWriteArrayList<>();

  ScriptedEdge(URI broker) throws MqttException {
    client = new MqttClient(broker.toString(), "scripted-edge", new MemoryPersistence());
    client.setTimeToWait(10_000);
    connect();
  }

  private void connect() throws MqttException {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMaxInflight(100);
    client.connect(options);
    client.subscribe(
        EventFixture.EDGE.ackTopic("wugan"),
        1,
        (topic, message) -> acks.add(Json.parse(message.getPayload()).orElseThrow()));
  }

  void send(JsonNode... events) throws MqttException {
    sendRaw("evt", EventFixture.message(Arrays.asList(events)));
  }

  void sendBacklog(List<? extends JsonNode> events) throws MqttException {
    sendRaw("bkl", EventFixture.message(events));
  }

  void sendRaw(String channel, byte[] payload) throws MqttException {
    String topic = "wugan/lot1/e1/up/" + channel;
    try {
      client.publish(topic, payload, 1, false);
    } catch (MqttException lost) {
      if (client.isConnected()) {
        throw lost;
      }
      connect();
      client.publish(topic, payload, 1, false);
    }
  }

  List<JsonNode> acks() {
    return acks;
  }

  long upto() {
    return acks.stream().mapToLong(ack -> ack.get("upto").asLong()).max().orElse(0);
  }

  /** All numbers that were ever acknowledged above {@code upto}. */
  Set<Long> also() {
    Set<Long> also = new TreeSet<>();
    acks.forEach(ack -> ack.get("also").forEach(seq -> also.add(seq.asLong())));
    return also;
  }

  /** {@code seq:CODE} of each refusal. */
  Set<String> nacks() {
    Set<String> nacks = new TreeSet<>();
    acks.forEach(
        ack ->
            ack.get("nack")
                .forEach(
                    nack -> nacks.add(nack.get("seq").asLong() + ":" + nack.get("code").asText())));
    return nacks;
  }

  /** {@code first-last} of each gap that was reported. */
  Set<String> missing() {
    Set<String> missing = new TreeSet<>();
    acks.forEach(
        ack -> ack.get("missing").forEach(gap -> missing.add(gap.get(0) + "-" + gap.get(1))));
    return missing;
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 500);
    client.close(true);
  }
}
