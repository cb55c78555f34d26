package io.wugan.agent.page.http;

import io.wugan.agent.page.tls.PageCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running HTTPS server. Thread-safe. */
public final class PageServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PageServer.class);
  private static final int HEADER_BYTES = 8_192;
  private static final int FEWEST_THREADS = 4;
  private static final int ACCEPT_QUEUE = 64;
  private static final long STOP_MILLIS = 2_000;
  private static final int IDLE_THREAD_MILLIS = 60_000;

  private final Server server;
  private final ServerConnector connector;
  private final ConnectionWatch watch;

  private PageServer(Server server, ServerConnector connector, ConnectionWatch watch) {
    this.server = server;
    this.connector = connector;
    this.watch = watch;
  }

  /**
   * Starts a server.
   *
   * @param address where it listens; port 0 for any that is free
   * @param certificate its key
   * @param handler answers
   * @param limits what it takes
   * @throws IOException if it cannot listen there
   */
  public static PageServer start(
      InetSocketAddress address,
      PageCertificate certificate,
      PageHandler handler,
      ServerLimits limits)
      throws IOException {
    if (address.isUnresolved()) {
      throw new IOException(
          "page.listen: "
              + address.getHostString()
              + " is not known; an address of this board is wanted");
    }
    // What waits for a thread is bounded by the connections, each of which has one request.
    QueuedThreadPool threads =
        new QueuedThreadPool(
            limits.threads(), Math.min(FEWEST_THREADS, limits.threads()), IDLE_THREAD_MILLIS);
    threads.setName("page");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setStopTimeout(STOP_MILLIS);
    ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler("page-timer", true);
    Server server = new Server(threads, scheduler, null);
    server.setStopTimeout(STOP_MILLIS);
    server.setStopAtShutdown(false);
    ServerConnector connector = connector(server, certificate, limits);
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(address.getPort());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    ConnectionWatch watch = new ConnectionWatch(limits, scheduler);
    connector.addBean(watch);
    server.setHandler(new JettyBridge(handler, watch));
    server.setErrorHandler(new RefusalPage(handler));
    PageServer page = new PageServer(server, connector, watch);
    page.begin(address);
    return page;
  }

  private static ServerConnector connector(
      Server server, PageCertificate certificate, ServerLimits limits) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setIdleTimeout(limits.quiet().toMillis());
    http.setHttpCompliance(HttpCompliance.RFC9110);
    http.setUriCompliance(UriCompliance.RFC3986);
    // People reach a board by its address, which a certificate's names cannot cover; which names
    // are answered is decided by whoever handles the request.
    http.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(certificate.store());
    tls.setKeyStorePassword(new String(certificate.password()));
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    // Authenticated encryption alone (RFC 7540, appendix A): no CBC, whose padding tells (Lucky
    // 13).
    tls.setIncludeCipherSuites(
        "TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_ECDSA_WITH_.*_(GCM|POLY1305)_.*");
    tls.setRenegotiationAllowed(false);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector =
        new ServerConnector(
            server, 1, 1, new SslConnectionFactory(tls, plain.getProtocol()), plain);
    connector.setIdleTimeout(limits.quiet().toMillis());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    return connector;
  }

  private void begin(InetSocketAddress address) throws IOException {
    try {
      LifeCycle.start(server);
      watch.start();
    } catch (RuntimeException failed) {
      close();
      throw new IOException(
          "the page cannot be served at "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + failed.getMessage()
              + "; page.listen and page.port say where",
          failed);
    }
  }

  /** The port where it listens. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Stops it; what is under way is cut off after two seconds. Idempotent. */
  @Override
  public void close() {
    watch.stop();
    try {
      LifeCycle.stop(server);
    } catch (RuntimeException failed) {
      log.warn("the page's server did not stop in order: {}", failed.toString());
    }
  }
}
