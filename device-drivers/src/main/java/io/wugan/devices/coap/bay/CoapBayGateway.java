package io.wugan.devices.coap.bay;

import io.wugan.core.bay.BayBoard;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.time.LotClock;
import io.wugan.devices.coap.CoapNode;
import io.wugan.devices.coap.CoapSettings;
import io.wugan.devices.coap.CoapSettings.Limits;
import io.wugan.devices.coap.CoapSettings.Security;
import io.wugan.devices.coap.CoapStats;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the reports of bay sensors, and shows the bays to handhelds.
 *
 * <pre>
 * PUT /bays/SENSOR              a report: 2.04; 4.00, 4.03, 4.04, 4.13, 4.15, 4.29 where not
 * GET /bays, /bays/SENSOR       bays as JSON; both can be observed (RFC 7641)
 * GET /.well-known/core         what there is (RFC 6690)
 * POST /rd?ep=NAME              registration in the directory (RFC 9176); /rd-lookup/ep and /res
 * </pre>
 *
 * Thread-safe once started.
 */
public final class CoapBayGateway implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CoapBayGateway.class);

  /** What the gateway is called where health is told. */
  public static final HealthPlace PLACE = HealthPlace.boardDevice("bays");

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int SPARE_PEERS = 128;
  private static final int TICKS_PER_NOTE = 60;

  private final BayBoard board;
  private final LotClock clock;
  private final HealthSink health;
  private final CoapNode node;
  private final BaysResource bays;
  private final ResourceDirectory directory;
  private final FloodWatch flood = new FloodWatch(System.nanoTime());
  private long ticks;
  private CoapStats noted = new CoapStats(0, 0, 0, 0, 0, 0);

  private CoapBayGateway(
      BayGatewaySettings settings,
      BayBoard board,
      LotClock clock,
      HealthSink health,
      CoapNode node) {
    this.board = board;
    this.clock = clock;
    this.health = health;
    this.node = node;
    Access access = new Access(settings.keys().isPresent(), settings.admission().readers());
    this.bays = new BaysResource(settings, board, clock, access, node::identities);
    this.directory = new ResourceDirectory(BayBoard.MOST + settings.admission().readers().size());
    node.add(bays);
    node.add(new DirectoryResource(directory, access));
    node.add(new LookupResource(directory, access));
  }

  /**
   * Starts a gateway.
   *
   * @param board takes the reports
   * @param sessions file in which DTLS sessions wait for the next start
   * @param health told when it is flooded
   * @throws IOException if the port is taken, or the keys cannot be read; says what is wanted
   */
  public static CoapBayGateway start(
      BayGatewaySettings settings, BayBoard board, Path sessions, LotClock clock, HealthSink health)
      throws IOException {
    int most = settings.admission().unlisted() ? BayBoard.MOST : settings.sensors().size();
    Limits limits = Limits.DEVICES.withPeers(Math.max(256, most + SPARE_PEERS));
    CoapSettings endpoint =
        settings
            .keys()
            .map(keys -> Security.server(keys, sessions))
            .map(security -> CoapSettings.secure("bays", settings.listen(), security, limits))
            .orElseGet(() -> CoapSettings.plain("bays", settings.listen(), limits));
    CoapNode node = CoapNode.of(endpoint);
    CoapBayGateway gateway = new CoapBayGateway(settings, board, clock, health, node);
    boolean started = false;
    try {
      node.every(TICK, gateway::tick);
      node.start();
      started = true;
      return gateway;
    } finally {
      if (!started) {
        node.close();
      }
    }
  }

  private void tick() {
    board.tick(clock.now());
    bays.tellChanges();
    directory.expire(System.nanoTime());
    noteFailures();
    long dropped = node.stats().dropped();
    health.set(
        HealthKind.GATEWAY_FLOODED,
        PLACE,
        flood.update(dropped, System.nanoTime()),
        dropped + " datagrams dropped since the start");
  }

  // Once a minute at most: whoever tries keys must not fill the log.
  private void noteFailures() {
    if (++ticks % TICKS_PER_NOTE != 0) {
      return;
    }
    CoapStats now = node.stats();
    long failed = now.failedHandshakes() - noted.failedHandshakes();
    long forged = now.wrongMac() - noted.wrongMac();
    if (failed > 0 || forged > 0) {
      log.warn(
          "bays: within a minute {} handshakes failed and {} records fitted no key; is a sensor's"
              + " key another one than in the file?",
          failed,
          forged);
    }
    noted = now;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return node.address();
  }

  /** What it has counted. */
  public CoapStats stats() {
    return node.stats();
  }

  /** Ends within a few seconds, and saves the sessions. */
  @Override
  public void close() throws IOException {
    node.close();
  }
}
