package io.wugan.sync.uplink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MQTT 5 through Eclipse Paho 1.2.5, kept on the same lead as {@link PahoTransport}
 * (docs/decisions/0053): each connection is a client of its own, with a clean start and a session
 * that ends with it, and our own clock on every wait. What the library would misread in the
 * broker's answer it does not get to see ({@link ConnackPacket}).
 */
final class Paho5Transport implements MqttTransport {

  private static final Logger log = LoggerFactory.getLogger(Paho5Transport.class);

  /** The library prints lost connections with their stack; they are told of by what we throw. */
  private static final java.util.logging.Logger LIBRARY =
      java.util.logging.Logger.getLogger("org.eclipse.paho.mqttv5");

  static {
    LIBRARY.setLevel(Level.OFF);
  }

  private static final int KEEP_ALIVE_SECONDS = 20;
  private static final int FROM_BROKER_IN_FLIGHT = 64;
  private static final int QOS = 1;

  private final MqttSettings settings;
  private final BrokerSockets sockets;
  private final ClientThreads threads;
  private boolean keepsWill = true;

  Paho5Transport(MqttSettings settings, BrokerSockets sockets) {
    this.settings = settings;
    this.sockets = sockets;
    this.threads = new ClientThreads(settings.clientId());
  }

  /**
   * {@inheritDoc} A {@link VersionRefusedException} says that the broker speaks another version.
   */
  @Override
  public MqttConnection connect(MqttOpening opening, MqttListener listener, Duration limit)
      throws TransportException, InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    AtomicReference<@Nullable Connack> answer = new AtomicReference<>();
    SocketFactory factory = sockets.next(input -> new ConnackInput(input, answer::set));
    MqttAsyncClient client = newClient();
    boolean connected = false;
    try {
      Paho5Connection connection =
          new Paho5Connection(client, settings.root(), listener, () -> abandon(client));
      client.setCallback(connection);
      Action5Future connack = new Action5Future();
      client.connect(options(opening, factory, limit), null, connack);
      await(connack, until, "no CONNACK");
      connection.accept(taken(answer.get()));
      subscribe(client, opening.subscriptions(), until);
      connected = true;
      sockets.connected();
      return connection;
    } catch (MqttException failed) {
      throw explain(answer.get(), failed);
    } finally {
      if (!connected) {
        sockets.failed();
        abandon(client);
      }
    }
  }

  private Connack taken(@Nullable Connack connack) throws TransportException {
    if (connack == null) {
      throw new TransportException("the broker " + settings.url() + " sent no CONNACK");
    }
    if (connack.maximumQos() < QOS) {
      throw new TransportException(ReasonCodes.sentence(settings.url(), 0x9b, Optional.empty()));
    }
    if (connack.maximumPacket() < Paho5Connection.LEAST_PACKET) {
      throw new TransportException(
          "the broker %s takes packets of at most %d bytes; records need %d and more"
              .formatted(settings.url(), connack.maximumPacket(), Paho5Connection.LEAST_PACKET));
    }
    return connack;
  }

  private TransportException explain(@Nullable Connack connack, MqttException failed) {
    if (connack == null || connack.reason() == 0) {
      return new TransportException(Paho5Connection.text(settings.url(), failed), failed);
    }
    if (connack.refusesVersion()) {
      return new VersionRefusedException(
          ReasonCodes.sentence(settings.url(), 0x84, connack.explanation()));
    }
    if (connack.reason() == ReasonCodes.RETAIN_NOT_SUPPORTED) {
      // The Will of the next attempt is not to be kept.
      keepsWill = false;
    }
    return new TransportException(
        ReasonCodes.sentence(settings.url(), connack.reason(), connack.explanation()), failed);
  }

  private MqttAsyncClient newClient() throws TransportException {
    try {
      return new MqttAsyncClient(settings.url(), settings.clientId(), new MemoryPersistence());
    } catch (MqttException unusable) {
      throw new TransportException(Paho5Connection.text(settings.url(), unusable), unusable);
    }
  }

  private MqttConnectionOptions options(
      MqttOpening opening, SocketFactory factory, Duration limit) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout((int) Math.max(1, limit.toSeconds()));
    options.setReceiveMaximum(FROM_BROKER_IN_FLIGHT);
    options.setTopicAliasMaximum(0);
    options.setExecutorServiceTimeout(1);
    options.setSocketFactory(factory);
    settings.username().ifPresent(options::setUserName);
    settings
        .password()
        .ifPresent(secret -> options.setPassword(secret.reveal().getBytes(StandardCharsets.UTF_8)));
    opening
        .will()
        .ifPresent(
            will -> {
              MqttMessage message = Paho5Connection.message(will, keepsWill);
              options.setWill(settings.root() + "/" + will.topic(), message);
            });
    return options;
  }

  private void subscribe(MqttAsyncClient client, List<String> topics, long until)
      throws MqttException, TransportException, InterruptedException {
    if (topics.isEmpty()) {
      return;
    }
    String[] names =
        topics.stream().map(topic -> settings.root() + "/" + topic).toArray(String[]::new);
    int[] qos = new int[names.length];
    Arrays.fill(qos, QOS);
    Action5Future suback = new Action5Future();
    client.subscribe(names, qos, null, suback);
    for (int granted : await(suback, until, "no SUBACK").getGrantedQos()) {
      if (granted >= ReasonCodes.REFUSAL) {
        throw new TransportException(
            "the broker refuses the subscription to %s: it must let this client read there (%s)"
                .formatted(
                    Arrays.toString(names),
                    ReasonCodes.sentence(settings.url(), granted, Optional.empty())));
      }
    }
  }

  private <T> T await(CompletableFuture<T> answer, long until, String missing)
      throws MqttException, TransportException, InterruptedException {
    return BrokerWait.on(answer, until, MqttException.class, settings.url(), missing);
  }

  private void abandon(MqttAsyncClient client) {
    threads.abandon(
        () -> {
          try {
            client.disconnectForcibly(0, 0, false);
          } catch (MqttException notConnected) {
            log.trace("a client was not connected", notConnected);
          }
          try {
            client.close(true);
          } catch (MqttException stuck) {
            log.debug("a client does not close", stuck);
          }
        });
  }

  @Override
  public boolean exhausted() {
    return threads.exhausted();
  }

  @Override
  public boolean renewed() {
    return sockets.renewed();
  }

  @Override
  public Optional<Instant> certificateExpires() {
    return sockets.certificateExpires();
  }

  /** Threads that clients of ours run now. */
  int clientThreads() {
    return threads.count();
  }
}
