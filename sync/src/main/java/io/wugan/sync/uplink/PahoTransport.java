package io.wugan.sync.uplink;

import io.wugan.sync.thread.OwnedThread;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
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
  private static final int MOST_THREADS = 30;
  private static final int MOST_ABANDONED = 10;
  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  private final MqttSettings settings;
  private final Optional<TlsRotation> tls;
  private final BrokerAddresses addresses = new BrokerAddresses();
  private final AtomicInteger abandoned = new AtomicInteger();

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
    BrokerAddresses.keepNamesBriefly();
    this.settings = settings;
    this.tls =
        settings.encrypted() ? Optional.of(new TlsRotation(settings.tls(), now)) : Optional.empty();
  }

  @Override
  public MqttConnection connect(MqttOpening opening, MqttListener listener, Duration limit)
      throws TransportException, InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    SocketFactory sockets = sockets();
    MqttAsyncClient client = newClient();
    boolean connected = false;
    try {
      PahoConnection connection =
          new PahoConnection(client, settings.root(), listener, () -> abandon(client));
      client.setCallback(connection);
      ActionFuture connack = new ActionFuture();
      client.connect(options(opening, sockets, limit), null, connack);
      await(connack, until, "no CONNACK");
      subscribe(client, opening.subscriptions(), until);
      connected = true;
      tls.ifPresent(TlsRotation::connected);
      return connection;
    } catch (MqttException refused) {
      throw PahoFailures.explain(settings.url(), refused);
    } finally {
      if (!connected) {
        addresses.failed();
        tls.ifPresent(TlsRotation::failed);
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
    try {
      return TlsIdentity.load(files).name();
    } catch (IOException unusable) {
      log.warn("the board's certificate tells no name: {}", unusable.getMessage());
      return Optional.empty();
    }
  }

  private SocketFactory sockets() throws TransportException {
    return tls.isPresent()
        ? new DelayedErrorTlsSocketFactory(tls.get().next(), addresses)
        : new DelayedErrorSocketFactory(addresses);
  }

  @Override
  public boolean renewed() {
    return tls.isPresent() && tls.get().changed();
  }

  @Override
  public Optional<Instant> certificateExpires() {
    return tls.flatMap(TlsRotation::expires);
  }

  private MqttAsyncClient newClient() throws TransportException {
    try {
      return new MqttAsyncClient(settings.url(), settings.clientId(), new MemoryPersistence());
    } catch (MqttException unusable) {
      throw PahoFailures.explain(settings.url(), unusable);
    }
  }

  private MqttConnectOptions options(MqttOpening opening, SocketFactory sockets, Duration limit) {
    MqttConnectOptions options = new MqttConnectOptions();
    // Version 0 would try 3.1.1 and then 3.1, and leak twice as many threads (paho #850).
    options.setMqttVersion(MQTT_3_1_1);
    options.setCleanSession(true);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout((int) Math.max(1, limit.toSeconds()));
    options.setMaxInflight(CLIENT_IN_FLIGHT);
    options.setExecutorServiceTimeout(1);
    options.setSocketFactory(sockets);
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
    try {
      return answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException silent) {
      throw new TransportException(
          missing + " from " + settings.url() + " in time: something accepts and does not answer",
          silent);
    } catch (ExecutionException refused) {
      if (refused.getCause() instanceof MqttException reason) {
        throw reason;
      }
      throw new TransportException("cannot connect to " + settings.url(), refused);
    }
  }

  /** Lets go of a client on a thread of its own, because each of these calls may hang. */
  private void abandon(MqttAsyncClient client) {
    abandoned.incrementAndGet();
    OwnedThread.start(
        "mqtt-abandon",
        () -> {
          awaitStarted();
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
          abandoned.decrementAndGet();
        });
  }

  /**
   * A client that is shut down while it still starts its threads waits for one of them for ever
   * (CommsCallback.start), so it is given the time to finish starting.
   */
  private void awaitStarted() {
    long until = System.nanoTime() + START_LIMIT.toNanos();
    while (clientThreads("MQTT Con: ") > 0 && System.nanoTime() - until < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /** Whether clients that never ended hold too many threads. */
  @Override
  public boolean exhausted() {
    return abandoned.get() > MOST_ABANDONED || clientThreads() > MOST_THREADS;
  }

  /** Threads that clients of ours run now. */
  int clientThreads() {
    return clientThreads("MQTT ");
  }

  private int clientThreads(String prefix) {
    Thread[] threads = new Thread[Thread.activeCount() * 2 + 16];
    int count = Thread.enumerate(threads);
    int ours = 0;
    for (int i = 0; i < count; i++) {
      String name = threads[i].getName();
      if (name.startsWith(prefix) && name.endsWith(settings.clientId())) {
        ours++;
      }
    }
    return ours;
  }
}
