package io.wugan.lab.broker;

import ch.qos.logback.classic.Level;
import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moquette inside this JVM: MQTT 3.1.1, anonymous, loopback. */
public final class EmbeddedBroker implements Broker {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  private final LoopbackPort port = LoopbackPort.findFree();
  private final Optional<Path> data;
  private @Nullable Server server;

  private EmbeddedBroker(Optional<Path> data) {
    this.data = data;
  }

  /** Starts a broker that forgets everything when it stops. */
  public static EmbeddedBroker startInMemory() {
    return started(new EmbeddedBroker(Optional.empty()));
  }

  /** Starts a broker that keeps sessions and their messages in {@code data}, made if absent. */
  public static EmbeddedBroker startIn(Path data) {
    return started(new EmbeddedBroker(Optional.of(data)));
  }

  private static EmbeddedBroker started(EmbeddedBroker broker) {
    quieten("io.moquette", Level.ERROR);
    quieten("io.netty", Level.ERROR);
    // An ERROR with its stack for every client that is killed, which here is a client's trade.
    quieten("io.moquette.broker.NewNettyMQTTHandler", Level.OFF);
    broker.start();
    return broker;
  }

  private static void quieten(String name, Level level) {
    Logger logger = LoggerFactory.getLogger(name);
    if (logger instanceof ch.qos.logback.classic.Logger logback && logback.getLevel() == null) {
      logback.setLevel(level);
    }
  }

  @Override
  public URI url() {
    return port.url();
  }

  @Override
  public void start() {
    if (server != null) {
      return;
    }
    Server fresh = new Server();
    MemoryConfig config = config();
    within("start", () -> fresh.startServer(config));
    server = fresh;
    if (!LoopbackPort.await(port::isListening, DEADLINE)) {
      throw new BrokerException("the broker does not listen at " + url());
    }
  }

  private MemoryConfig config() {
    Properties settings = new Properties();
    settings.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
    settings.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(port.number()));
    settings.setProperty(IConfig.WEB_SOCKET_PORT_PROPERTY_NAME, "disabled");
    settings.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
    settings.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
    settings.setProperty(
        IConfig.NETTY_MAX_BYTES_PROPERTY_NAME, Integer.toString(MAX_MESSAGE_BYTES));
    settings.setProperty(
        IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, Boolean.toString(data.isPresent()));
    settings.setProperty(IConfig.PERSISTENT_QUEUE_TYPE_PROPERTY_NAME, "h2");
    if (data.isPresent()) {
      try {
        Files.createDirectories(data.get());
      } catch (IOException failed) {
        throw new BrokerException("cannot make the broker's folder " + data.get(), failed);
      }
      settings.setProperty(IConfig.DATA_PATH_PROPERTY_NAME, data.get().toString());
    }
    return new MemoryConfig(settings);
  }

  @Override
  public void stop() {
    Server running = server;
    if (running == null) {
      return;
    }
    server = null;
    within(
        "stop",
        () -> {
          running.stopServer();
        });
  }

  @Override
  public void close() {
    stop();
  }

  /** What the library does without a deadline of its own. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private void within(String what, Step step) {
    ExecutorService helper =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "embedded-broker-" + what);
              thread.setDaemon(true);
              return thread;
            });
    Future<?> done =
        helper.submit(
            () -> {
              step.run();
              return true;
            });
    helper.shutdown();
    try {
      done.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw new BrokerException("the broker at " + url() + " did not " + what, failed);
    } catch (TimeoutException late) {
      done.cancel(true);
      throw new BrokerException(
          "the broker at " + url() + " did not " + what + " within " + DEADLINE, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BrokerException("interrupted: the broker did not " + what, interrupted);
    }
  }
}
