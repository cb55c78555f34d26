package io.wugan.lab.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.BiConsumer;
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
 * The cloud's end of one board's topics, for proofs: hears everything below {@code up/}, says
 * something below {@code dn/}, and is connected again by itself. Thread-safe; whoever listens is
 * told on one thread, in the order of arrival.
 */
public final class CloudEnd implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CloudEnd.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long CONNECT_MILLIS = 10_000;
  private static final int LONGEST_PAUSE_MILLIS = 1000;
  private static final int MOST_IN_FLIGHT = 1000;

  private final String board;
  private final MqttAsyncClient client;
  private final BiConsumer<String, JsonNode> listener;

  private CloudEnd(URI broker, String board, BiConsumer<String, JsonNode> listener)
      throws MqttException {
    this.board = board;
    this.listener = listener;
    this.client =
        new MqttAsyncClient(
            broker.toString(), "cloud-" + UUID.randomUUID(), new MemoryPersistence());
    client.setCallback(new Callback());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setAutomaticReconnect(true);
    options.setMaxReconnectDelay(LONGEST_PAUSE_MILLIS);
    options.setMaxInflight(MOST_IN_FLIGHT);
    options.setCleanSession(false);
    client.connect(options).waitForCompletion(CONNECT_MILLIS);
  }

  /**
   * Connects.
   *
   * @param broker which is there now
   * @param board first levels of the board's topics, {@code root/site/edge}
   * @param listener told the channel, {@code up/evt}, and the message
   * @throws IOException if the broker cannot be reached
   */
  public static CloudEnd connect(URI broker, String board, BiConsumer<String, JsonNode> listener)
      throws IOException {
    try {
      return new CloudEnd(broker, board, listener);
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
      listener.accept(topic.substring(board.length() + 1), JSON.readTree(message.getPayload()));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
      // What nobody answers is said again by whoever asks.
    }
  }

  /** The board, {@code site/edge}. */
  public String edge() {
    return board.substring(board.indexOf('/') + 1);
  }

  /**
   * Says something to the board. Does not wait.
   *
   * @param channel {@code dn/ack} or {@code dn/cmd}
   * @return false if there is no connection now
   */
  public boolean say(String channel, String text) {
    try {
      client.publish(board + "/" + channel, text.getBytes(StandardCharsets.UTF_8), 1, false);
      return true;
    } catch (MqttException away) {
      log.debug("nothing can be said on {}: {}", channel, away.getMessage());
      return false;
    }
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
