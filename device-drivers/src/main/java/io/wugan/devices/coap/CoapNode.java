package io.wugan.devices.coap;

import io.wugan.core.device.DeviceException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.PrincipalEndpointContextMatcher;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.Filter;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One CoAP endpoint that answers, and calls others where its settings give it an identity. DTLS 1.2
 * with pre-shared keys and a connection id of {@value CoapConfiguration#CID_BYTES} bytes (RFC
 * 9146): a device whose router gives it another port goes on without a handshake. Its file of keys
 * is looked at every few seconds; sessions of keys that are gone end.
 *
 * <pre>
 * datagram ─▶ guard ─▶ DTLS: replay window, MAC ─▶ blocks, duplicates ─▶ resource
 *             malformed, beyond a share:    no key fits:    too large:       on coap-NAME-n,
 *             dropped                       dropped          4.13             must not block
 * </pre>
 *
 * Thread-safe once started, but for {@link #start} and {@link #close}, which its owner calls.
 */
public final class CoapNode implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CoapNode.class);

  private static final int MOST_WAITING = 1000;
  private static final Duration LOOK_AT_KEYS = Duration.ofSeconds(3);
  private static final Duration THREADS_STOP_LIMIT = Duration.ofSeconds(2);

  private final CoapSettings settings;
  private final Optional<PskFile> keys;
  private final HandshakeCounter handshakes = new HandshakeCounter();
  private final Configuration config;
  private final NodeThreads threads;
  private final NodeThreads timer;
  private final CoapServer server;
  private final CoapEndpoint endpoint;
  private @Nullable DatagramGuard guard;
  private @Nullable PlainGuard plain;
  private boolean started;
  private int takenUp;

  private CoapNode(CoapSettings settings, Optional<PskFile> keys) {
    this.settings = settings;
    this.keys = keys;
    this.config = CoapConfiguration.of(settings);
    this.threads =
        new NodeThreads("coap-" + settings.name(), settings.limits().threads(), MOST_WAITING);
    this.timer = new NodeThreads("coap-" + settings.name() + "-timer", 1, MOST_WAITING);
    this.server = new QuietServer(config);
    server.setExecutors(threads, timer, true);
    this.endpoint =
        CoapEndpoint.builder()
            .setConfiguration(config)
            .setConnector(connector())
            .setEndpointContextMatcher(new PrincipalEndpointContextMatcher())
            .setLoggingTag(settings.name())
            .build();
    server.addEndpoint(endpoint);
  }

  /**
   * Makes a node; it does nothing until it is started.
   *
   * @throws IOException if the keys cannot be read; says what is wrong and what is wanted
   */
  public static CoapNode of(CoapSettings settings) throws IOException {
    Optional<CoapSettings.Security> security = settings.security();
    if (security.isEmpty()) {
      log.warn("{}: plain CoAP, which anybody on the network may read and write", settings.name());
      return new CoapNode(settings, Optional.empty());
    }
    PskFile keys = PskFile.open(security.get().keys());
    Optional<String> own = security.get().identity();
    if (own.isPresent() && keys.findKey(own.get()).isEmpty()) {
      throw new IOException(
          security.get().keys() + " has no key of " + own.get() + ", as which others are called");
    }
    return new CoapNode(settings, Optional.of(keys));
  }

  private Connector connector() {
    if (keys.isEmpty()) {
      PlainGuard open = new PlainGuard(settings.listen(), config, settings.limits());
      plain = open;
      return open;
    }
    DatagramGuard filter =
        new DatagramGuard(config, settings.limits(), CoapConfiguration.CID_BYTES, System::nanoTime);
    guard = filter;
    Optional<String> own = settings.security().flatMap(s -> s.identity());
    return OneForEach.of(
        DtlsConnectorConfig.builder(config)
            .setAddress(settings.listen())
            .setReuseAddress(false)
            .setAdvancedPskStore(new PskKeys(keys.get(), own))
            .setDatagramFilter(filter)
            .setHealthHandler(handshakes)
            .setLoggingTag(settings.name())
            .setSerializationLabel("coap-" + settings.name()),
        own);
  }

  /** Answers requests to the resource's path, from the start on. */
  public void add(Resource resource) {
    server.add(resource);
  }

  /**
   * Begins, with the sessions that were saved when it last ended; to be called once.
   *
   * @throws IOException if the port is taken, or the sessions cannot be taken up safely
   */
  public void start() throws IOException {
    started = true;
    if (endpoint.getConnector() instanceof OneForEach dtls) {
      Optional<SessionFile> file = sessionFile();
      int taken = file.isPresent() ? file.get().takeUp(dtls) : 0;
      dtls.noteRestored();
      takenUp = taken;
      if (taken > 0) {
        log.info("{}: {} sessions go on", settings.name(), taken);
      }
      every(LOOK_AT_KEYS, () -> refreshKeys(dtls));
    }
    // The server would only log that its one endpoint has no port.
    try {
      endpoint.start();
    } catch (IOException taken) {
      throw new BindException(
          "no CoAP at " + settings.listen() + ", is the port taken? " + taken.getMessage());
    }
    server.start();
    log.info("{}: CoAP at {}", settings.name(), address());
  }

  private Optional<SessionFile> sessionFile() {
    return settings
        .security()
        .flatMap(security -> security.sessions())
        .map(path -> new SessionFile(path, keys.orElseThrow(), settings.name()));
  }

  private void refreshKeys(DTLSConnector dtls) {
    Set<String> ended = keys.orElseThrow().refresh();
    if (!ended.isEmpty()) {
      Filter<Principal> gone = principal -> ended.contains(principal.getName());
      // It goes through the connections by and by; there is nothing to wait for.
      Future<Void> unused = dtls.startTerminateConnectionsForPrincipal(gone, true);
    }
  }

  /** How many sessions went on at the start. */
  int sessionsTakenUp() {
    return takenUp;
  }

  /** Where it listens; the port that it was given where it asked for any. */
  public InetSocketAddress address() {
    return endpoint.getAddress();
  }

  /** Who has a key; empty for plain CoAP. */
  public Set<String> identities() {
    return keys.map(PskFile::identities).orElse(Set.of());
  }

  /**
   * Who has sent a request: the identity whose key has proved it.
   *
   * @return empty for plain CoAP
   */
  public static Optional<String> sender(Request request) {
    @Nullable Principal principal = request.getSourceContext().getPeerIdentity();
    return Optional.ofNullable(principal).map(Principal::getName);
  }

  /**
   * Does something again and again, on the node's timer, until it is closed; must not block for
   * long. A failure is logged, and the next time comes all the same.
   */
  public void every(Duration period, Runnable task) {
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            () -> runLogged(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException fault) { // top of an owned thread
      log.error("{}: a task of its timer failed; it is tried again", settings.name(), fault);
    }
  }

  /**
   * Calls another node and waits. Where there is no answer, the next call begins with a handshake:
   * the other side may have lost its sessions in a power cut, and tells nobody.
   *
   * @param limit for the answer, handshake and repetitions included
   * @throws DeviceException if there is no answer in time, or the other side is not who it should
   *     be; says which
   */
  public Response call(InetSocketAddress peer, Request request, Duration limit)
      throws DeviceException, InterruptedException {
    request.setDestinationContext(new AddressEndpointContext(peer));
    request.setScheme(keys.isPresent() ? "coaps" : "coap");
    request.send(endpoint);
    Response response = request.waitForResponse(limit.toMillis());
    if (response != null) {
      return response;
    }
    String failure =
        request.getSendError() != null
            ? "cannot be called: " + request.getSendError().getMessage()
            : "has not answered within " + limit;
    request.cancel();
    if (endpoint.getConnector() instanceof DTLSConnector dtls) {
      dtls.forceResumeSessionFor(peer);
    }
    throw new DeviceException(String.valueOf(peer), failure);
  }

  /**
   * Observes a resource of another node (RFC 7641) for as long as this node lives; does not wait.
   * Nobody is told when the other side has forgotten it, so that what matters is asked for now and
   * then as well.
   *
   * @param request what to look at
   * @param told what it is now and whenever it changes; on the node's threads, must not block
   */
  public void observe(InetSocketAddress peer, Request request, Consumer<Response> told) {
    request.setDestinationContext(new AddressEndpointContext(peer));
    request.setScheme(keys.isPresent() ? "coaps" : "coap");
    request.setObserve();
    endpoint.addNotificationListener(
        (observed, response) -> {
          if (observed.getToken().equals(request.getToken())) {
            told.accept(response);
          }
        });
    request.addMessageObserver(
        new MessageObserverAdapter() {
          @Override
          public void onResponse(Response response) {
            told.accept(response);
          }
        });
    request.send(endpoint);
  }

  /** What it has counted; does not block. */
  public CoapStats stats() {
    DatagramGuard dtls = guard;
    PlainGuard open = plain;
    if (dtls != null) {
      return new CoapStats(
          dtls.received.sum(),
          dtls.malformed.sum(),
          dtls.tooMany.sum() + threads.dropped(),
          handshakes.wrongMac.sum(),
          handshakes.failed.sum(),
          handshakes.handshakes.sum());
    }
    return open == null
        ? new CoapStats(0, 0, 0, 0, 0, 0)
        : new CoapStats(
            open.received.sum(),
            open.malformed.sum(),
            open.tooMany.sum() + threads.dropped(),
            0,
            0,
            0);
  }

  /**
   * Ends within a few seconds, and saves the sessions.
   *
   * @throws IOException if they cannot be saved; devices then do a handshake at the next start
   */
  @Override
  public void close() throws IOException {
    try {
      server.stop();
      endpoint.stop();
      Optional<SessionFile> file = started ? sessionFile() : Optional.empty();
      started = false;
      if (file.isPresent() && endpoint.getConnector() instanceof DTLSConnector dtls) {
        log.info("{}: {} sessions saved", settings.name(), file.get().save(dtls));
      }
    } finally {
      threads.shutdownNow();
      timer.shutdownNow();
      server.destroy();
      awaitThreads();
    }
  }

  private void awaitThreads() {
    try {
      long limit = THREADS_STOP_LIMIT.toMillis();
      if (!threads.awaitTermination(limit, TimeUnit.MILLISECONDS)
          || !timer.awaitTermination(limit, TimeUnit.MILLISECONDS)) {
        log.error("{}: a thread did not end within {}", settings.name(), THREADS_STOP_LIMIT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One whose root says nothing of itself. */
  private static final class QuietServer extends CoapServer {
    private QuietServer(Configuration config) {
      super(config);
    }

    @Override
    protected Resource createRoot() {
      return new CoapResource("");
    }
  }
}
