package io.wugan.lab.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {
  @TempDir Path folder;

  @Test
  void embedded_comesBack_atTheSameAddress() throws Exception {
    try (Broker broker = EmbeddedBroker.startInMemory()) {
      comesBack(broker);
    }
  }

  @Test
  void embedded_withAFolder_keepsMessages_forAKeptSession() throws Exception {
    try (Broker broker = EmbeddedBroker.startIn(folder.resolve("broker"))) {
      keepsMessages(broker);
    }
  }

  @Test
  void mosquitto_comesBack_andKeepsMessages() throws Exception {
    Assumptions.assumeTrue(MosquittoBroker.isInstalled(), "mosquitto is not installed");
    try (MosquittoBroker broker = MosquittoBroker.startIn(folder.resolve("mosquitto"))) {
      comesBack(broker);
      keepsMessages(broker);
      broker.kill();
      broker.start();
      roundTrip(broker.url());
    }
  }

  private static void comesBack(Broker broker) throws MqttException {
    URI before = broker.url();
    roundTrip(before);
    broker.stop();
    broker.stop();
    broker.start();
    broker.start();
    assertThat(broker.url()).isEqualTo(before);
    roundTrip(before);
  }

  private static void keepsMessages(Broker broker) throws MqttException {
    again(() -> client(broker.url(), "keeper", List.of("a")).close());
    again(() -> send(broker.url()));
    broker.stop();
    broker.start();
    List<String> received = new CopyOnWriteArrayList<>();
    again(() -> collect(broker.url(), received));
  }

  private static void collect(URI url, List<String> received) throws MqttException {
    try (MqttClient keeper = new MqttClient(url.toString(), "keeper", new MemoryPersistence())) {
      keeper.setCallback(new Collector(received));
      keeper.connect(options());
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> received.contains("kept"));
      keeper.disconnect();
    }
  }

  // Moquette hangs up on whoever comes while another's session is being made or left; an edge then
  // connects again and says it once more, and so does this.
  private static void again(ThrowingRunnable work) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptionsMatching(
            failed ->
                failed instanceof MqttException hungUp
                    && hungUp.getReasonCode() == MqttException.REASON_CODE_CONNECTION_LOST)
        .untilAsserted(work);
  }

  private static void send(URI url) throws MqttException {
    try (MqttClient sender = client(url, "sender", List.of())) {
      sender.publish("a", "kept".getBytes(StandardCharsets.UTF_8), 1, false);
      sender.disconnect();
    }
  }

  private static void roundTrip(URI url) throws MqttException {
    List<String> received = new CopyOnWriteArrayList<>();
    try (MqttClient client = client(url, "round", List.of())) {
      client.setCallback(new Collector(received));
      client.subscribe("t", 1);
      client.publish("t", "x".getBytes(StandardCharsets.UTF_8), 1, false);
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> received.contains("x"));
      client.disconnect();
    }
  }

  private static MqttConnectOptions options() {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setCleanSession(false);
    return options;
  }

  private static MqttClient client(URI url, String id, List<String> topics) throws MqttException {
    MqttClient client = new MqttClient(url.toString(), id, new MemoryPersistence());
    client.connect(options());
    for (String topic : topics) {
      client.subscribe(topic, 1);
      client.disconnect();
    }
    return client;
  }
}
