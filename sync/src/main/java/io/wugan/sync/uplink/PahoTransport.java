package io.wugan.sync.uplink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MQTT 3.1.1 through Eclipse Paho 1.2.5, kept on a short lead (docs/decisions/0003, 0013). Each
 * connection is a client of its own: no persistence, no reconnecting by the library, a clean
 * session, and our own clock on every wait.
 */
public final class PahoTransport implements MqttTransport {

  private static final Logger log = LoggerFactory.getLogger(PahoTransport.class);
  private static final int MQTT_3_1_1 = MqttConnectOptions.MQTT_VERSION_3_1_1;
  private static final int KEEP_ALIVE_SECONDS = 20;
  private static final int CLIENT_IN_FLIGHT = 64;
  private static final int QOS = 1;
  private static final int SUBSCRIPTION_REFUSED = 0x80;

  private final MqttSettings settings;
  private final BrokerSockets sockets;
  private final ClientThreads threads;

  /**
   * @param settings where the broker is
   * @throws IllegalArgumentException if the files for TLS cannot be used
   */
  public PahoTransport(MqttSettings settings) {
    this(settings, Instant::now);
  }

  /**
   * @param settings where the broker is
   * @param now the time by which the broker's certificate must be good: on a board whose clock was
   *     not set yet, no earlier than what it knows to be past
   * @throws IllegalArgumentException if the files for TLS cannot be used
   */
  public PahoTransport(MqttSettings settings, Supplier<Instant> now) {
    this(settings, new BrokerSockets(settings, now));
  }

  PahoTransport(MqttSettings settings, BrokerSockets sockets) {
    this.settings = settings;
    this.sockets = sockets;
    this.threads = new ClientThreads(settings.clientId());
  }

  @Override
  public MqttConnection connect(MqttOpening opening, MqttListener listener, Duration limit)
      throws TransportException, InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    SocketFactory factory = sockets.next(UnaryOperator.identity());
    MqttAsyncClient client = newClient();
    boolean connected = false;
    try {
      PahoConnection connection =
          new PahoConnection(client, settings.root(), listener, () -> abandon(client));
      client.setCallback(connection);
      ActionFuture connack = new ActionFuture();
      client.connect(options(opening, factory, limit), null, connack);
      await(connack, until, "no CONNACK");
      subscribe(client, opening.subscriptions(), until);
      connected = true;
      sockets.connected();
      return connection;
    } catch (MqttException refused) {
      throw PahoFailures.explain(settings.url(), refused);
    } finally {
      if (!connected) {
        sockets.failed();
        abandon(client);
      }
    }
  }

  /**
   * The common name of a board's own certificate, by which brokers know it.
   *
   * @return empty where there is no certificate, or none that can be read
   */
  public static Optional<String> certificateName(TlsFiles files) {
    if (files.missing().isPresent()) {
      return Optional.empty();
    }
    try {
      return TlsIdentity.load(files).name();
    } catch (IOException unusable) {
      log.warn("the board's certificate tells no name: {}", unusable.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public boolean renewed() {
    return sockets.renewed();
  }

  @Override
  public Optional<Instant> certificateExpires() {
    return sockets.certificateExpires();
  }

  private MqttAsyncClient newClient() throws TransportException {
    try {
      return new MqttAsyncClient(settings.url(), settings.clientId(), new MemoryPersistence());
    } catch (MqttException unusable) {
      throw PahoFailures.explain(settings.url(), unusable);
    }
  }

  private MqttConnectOptions options(MqttOpening opening, SocketFactory factory, Duration limit) {
    MqttConnectOptions options = new MqttConnectOptions();
    // Version 0 would try 3.1.1 and then 3.1, and leak twice as many threads (paho #850).
    options.setMqttVersion(MQTT_3_1_1);
    options.setCleanSession(true);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout((int) Math.max(1, limit.toSeconds()));
    options.setMaxInflight(CLIENT_IN_FLIGHT);
    options.setExecutorServiceTimeout(1);
    options.setSocketFactory(factory);
    settings.username().ifPresent(options::setUserName);
    settings.password().ifPresent(secret -> options.setPassword(secret.reveal().toCharArray()));
    opening
        .will()
        .ifPresent(
            will ->
                options.setWill(
                    settings.root() + "/" + will.topic(), will.payload(), QOS, will.retained()));
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
    ActionFuture suback = new ActionFuture();
    client.subscribe(names, qos, null, suback);
    for (int granted : await(suback, until, "no SUBACK").getGrantedQos()) {
      if (granted == SUBSCRIPTION_REFUSED) {
        throw new TransportException(
            "the broker refuses the subscription to %s: it must let this client read there"
                .formatted(Arrays.toString(names)));
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

  /** Whether clients that never ended hold too many threads. */
  @Override
  public boolean exhausted() {
    return threads.exhausted();
  }

  /** Threads that clients of ours run now. */
  int clientThreads() {
    return threads.count();
  }
}
