package io.wugan.sync.testing;

import static org.awaitility.Awaitility.await;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.broker.security.AcceptAllAuthenticator;
import io.moquette.broker.security.IAuthenticator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A real broker in this process, on a port of its own choice that it keeps when it is restarted.
 */
public final class TestBroker implements AutoCloseable {

  private final Properties properties = new Properties();
  private final IAuthenticator authenticator;
  private int port;
  private Server server;

  private TestBroker(Path directory, IAuthenticator authenticator) {
    this.authenticator = authenticator;
    properties.setProperty("host", "127.0.0.1");
    properties.setProperty("port", "0");
    properties.setProperty("allow_anonymous", "true");
    properties.setProperty("persistence_enabled", "false");
    properties.setProperty("telemetry_enabled", "false");
    properties.setProperty("netty.mqtt.message_size", "262144");
    properties.setProperty("data_path", directory.toString());
  }

  /** Starts a broker that lets everybody in. */
  public static TestBroker start(Path directory) throws IOException {
    TestBroker broker = new TestBroker(directory, new AcceptAllAuthenticator());
    broker.restart();
    return broker;
  }

  /** Starts a broker that hangs up at messages of more than {@code bytes}. */
  public static TestBroker startWithLimit(Path directory, int bytes) throws IOException {
    TestBroker broker = new TestBroker(directory, new AcceptAllAuthenticator());
    broker.properties.setProperty("netty.mqtt.message_size", String.valueOf(bytes));
    broker.restart();
    return broker;
  }

  /** Starts a broker that asks for a password. */
  public static TestBroker startWithPassword(Path directory, String user, String password)
      throws IOException {
    TestBroker broker =
        new TestBroker(
            directory,
            (client, name, given) ->
                user.equals(name)
                    && given != null
                    && password.equals(new String(given, StandardCharsets.UTF_8)));
    broker.properties.setProperty("allow_anonymous", "false");
    broker.restart();
    return broker;
  }

  /** Starts a broker that speaks TLS too. */
  public static TestBroker startWithTls(Path directory, Path keyStore, String password)
      throws IOException {
    TestBroker broker = new TestBroker(directory, new AcceptAllAuthenticator());
    broker.properties.setProperty("ssl_port", "0");
    broker.properties.setProperty("jks_path", keyStore.toString());
    broker.properties.setProperty("key_store_type", "pkcs12");
    broker.properties.setProperty("key_store_password", password);
    broker.properties.setProperty("key_manager_password", password);
    broker.restart();
    return broker;
  }

  public void restart() throws IOException {
    server = new Server();
    server.startServer(new MemoryConfig(properties), List.of(), null, authenticator, null);
    // The broker notes the port a moment after it is bound.
    await().until(() -> server.getPort() > 0);
    port = server.getPort();
    properties.setProperty("port", String.valueOf(port));
  }

  public void stop() {
    Optional.ofNullable(server).ifPresent(Server::stopServer);
    server = null;
  }

  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  public int tlsPort() {
    await().until(() -> server.getSslPort() > 0);
    return server.getSslPort();
  }

  public boolean disconnect(String clientId) {
    return server.disconnectClient(clientId);
  }

  @Override
  public void close() {
    stop();
  }
}
