package io.wugan.lab.simulate;

import io.wugan.sync.contract.AckReader;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.contract.MalformedMessageException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One MQTT connection with the boards of many lots on it; {@code simulate-<n>} owns all of them.
 * When it breaks it is made again and everything unacknowledged is sent once more. Acknowledgements
 * wait in a queue of 10,000; what is over that is dropped, as they may be lost and come again.
 */
final class SharedConnection implements Callable<SimulationFigures> {
  private static final Logger LOG = LoggerFactory.getLogger(SharedConnection.class);
  private static final int QOS = 1;
  private static final int MAX_IN_FLIGHT = 500;
  private static final int TOO_MANY_IN_FLIGHT = MqttException.REASON_CODE_MAX_INFLIGHT;
  private static final long WAIT_MILLIS = 15_000;
  private static final long IDLE_MILLIS = 5;

  private record Arrived(String topic, CloudAck ack) {}

  private final SimulationSettings settings;
  private final String clientId;
  private final Map<String, VirtualEdge> edges = new LinkedHashMap<>();
  private final SimulationFigures figures;
  private final BlockingQueue<Arrived> inbox = new ArrayBlockingQueue<>(10_000);
  private final AckReader reader = new AckReader();
  private @Nullable MqttAsyncClient client;
  private long progressNanos = System.nanoTime();
  private long checkedNanos = System.nanoTime();

  SharedConnection(
      SimulationSettings settings,
      String clientId,
      List<VirtualEdge> edges,
      SimulationFigures figures) {
    this.settings = settings;
    this.clientId = clientId;
    this.figures = figures;
    edges.forEach(edge -> this.edges.put(edge.topic(settings.root(), "dn/ack"), edge));
  }

  @Override
  public SimulationFigures call() throws InterruptedException {
    long begun = System.nanoTime();
    while (edges.values().stream().anyMatch(edge -> !edge.isDone()) && isPatient()) {
      try {
        round(connected(), virtualMillis(begun));
      } catch (MqttException broken) {
        LOG.warn("connection {} is lost, trying again: {}", clientId, broken.getMessage());
        leave();
        TimeUnit.MILLISECONDS.sleep(500);
      }
    }
    edges.values().forEach(edge -> figures.lost += edge.unacknowledged());
    leave();
    return figures;
  }

  private boolean isPatient() {
    return System.nanoTime() - progressNanos < settings.patience().toNanos();
  }

  private long virtualMillis(long begunNanos) {
    double seconds = (System.nanoTime() - begunNanos) / 1e9;
    return settings.speed() == 0 ? Long.MAX_VALUE : (long) (seconds * 1000 * settings.speed());
  }

  private void round(MqttAsyncClient to, long virtualMillis)
      throws MqttException, InterruptedException {
    boolean busy = false;
    for (VirtualEdge edge : edges.values()) {
      readAcks(to);
      edge.goOn(virtualMillis);
      for (byte[] message : edge.takeFresh(System.nanoTime())) {
        publish(to, edge, "up/evt", message);
        busy = true;
      }
    }
    long now = System.nanoTime();
    Duration resend = settings.resend();
    if (now - checkedNanos > resend.toNanos() / 4) {
      checkedNanos = now;
      for (VirtualEdge edge : edges.values()) {
        for (byte[] message : edge.takeOverdue(now - resend.toNanos(), now)) {
          publish(to, edge, "up/bkl", message);
        }
      }
    }
    if (!busy) {
      Arrived first = inbox.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        read(to, first);
      }
    }
    boolean quiet =
        settings.speed() > 0 && edges.values().stream().noneMatch(e -> e.unacknowledged() > 0);
    if (busy || quiet) {
      progressNanos = System.nanoTime(); // Nothing is owed to anybody while the lots are asleep.
    }
  }

  private void readAcks(MqttAsyncClient to) throws MqttException, InterruptedException {
    Arrived next = inbox.poll();
    while (next != null) {
      read(to, next);
      next = inbox.poll();
    }
  }

  private void read(MqttAsyncClient to, Arrived arrived)
      throws MqttException, InterruptedException {
    VirtualEdge edge = edges.get(arrived.topic());
    if (edge == null) {
      return;
    }
    int before = edge.unacknowledged();
    for (byte[] message : edge.acknowledged(arrived.ack(), System.nanoTime())) {
      publish(to, edge, "up/bkl", message);
    }
    if (edge.unacknowledged() < before) {
      progressNanos = System.nanoTime();
    }
  }

  /** On the library's thread. */
  private void arrived(String topic, byte[] payload) {
    try {
      if (!inbox.offer(new Arrived(topic, reader.read(payload)))) {
        LOG.debug("too many acknowledgements wait; one is left out");
      }
    } catch (MalformedMessageException malformed) {
      LOG.warn("an acknowledgement that is none on {}: {}", topic, malformed.getMessage());
    }
  }

  private void publish(MqttAsyncClient to, VirtualEdge edge, String channel, byte[] message)
      throws MqttException, InterruptedException {
    String topic = edge.topic(settings.root(), channel);
    while (true) {
      try {
        to.publish(topic, message, QOS, false);
        figures.messages++;
        return;
      } catch (MqttException full) {
        if (full.getReasonCode() != TOO_MANY_IN_FLIGHT || !isPatient()) {
          throw full;
        }
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
  }

  private MqttAsyncClient connected() throws MqttException {
    MqttAsyncClient present = client;
    if (present != null && present.isConnected()) {
      return present;
    }
    leave();
    MqttAsyncClient made =
        new MqttAsyncClient(settings.broker().toString(), clientId, new MemoryPersistence());
    client = made;
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(true);
    options.setMaxInflight(MAX_IN_FLIGHT);
    options.setConnectionTimeout(10);
    made.connect(options).waitForCompletion(WAIT_MILLIS);
    made.setCallback(new AckCallback(this::arrived));
    String[] topics = edges.keySet().toArray(String[]::new);
    int[] qos = new int[topics.length];
    Arrays.fill(qos, QOS);
    made.subscribe(topics, qos).waitForCompletion(WAIT_MILLIS);
    for (VirtualEdge edge : edges.values()) {
      made.publish(edge.topic(settings.root(), "up/st"), edge.birth(), QOS, true)
          .waitForCompletion(WAIT_MILLIS);
      long now = System.nanoTime();
      for (byte[] message : edge.takeOverdue(now, now)) {
        made.publish(edge.topic(settings.root(), "up/bkl"), message, QOS, false)
            .waitForCompletion(WAIT_MILLIS);
      }
    }
    figures.connects++;
    return made;
  }

  private void leave() {
    MqttAsyncClient present = client;
    client = null;
    if (present == null) {
      return;
    }
    try {
      if (present.isConnected()) {
        present.disconnect(500).waitForCompletion(2000);
      } else {
        present.disconnectForcibly(0, 200, true);
      }
      present.close(true);
    } catch (MqttException gone) {
      LOG.debug("leaving the broker: {}", gone.getMessage());
    }
  }
}
