package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.lane.LaneRunner;
import io.wugan.agent.lane.LaneViewer;
import io.wugan.agent.page.PageSettings;
import io.wugan.agent.page.access.PrivateFile;
import io.wugan.agent.page.http.PageHandler;
import io.wugan.agent.page.http.PageServer;
import io.wugan.agent.page.http.ServerLimits;
import io.wugan.agent.page.live.LivePictures;
import io.wugan.agent.page.tls.PageCertificate;
import io.wugan.agent.remote.ConfigChangedException;
import io.wugan.core.health.HealthBook;
import io.wugan.core.time.LotClock;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.uplink.UplinkStats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the local page served, on its own thread {@code page-keeper}: begins once the agent runs,
 * tries again where the network is not there yet, and follows an address that changes. A page that
 * cannot be served never keeps a lane from working.
 */
final class PageKeeper {

  private static final Logger log = LoggerFactory.getLogger(PageKeeper.class);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration AGAIN = Duration.ofSeconds(20);
  private static final Duration ANSWER_FIRST = Duration.ofMillis(400);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

  /**
   * What the page shows.
   *
   * @param config what the agent is told
   * @param folder of its data
   * @param lanes its lanes
   * @param health how everything stands
   * @param evidence pictures
   * @param corrections puts stays right
   * @param uplink the way to the cloud
   * @param ids of corrections
   * @param clock the board's
   * @param restart begins to end the agent, to be started anew
   */
  record Board(
      AgentConfig config,
      DataFolder folder,
      List<LaneRunner> lanes,
      HealthBook health,
      FileEvidenceStore evidence,
      CorrectionService corrections,
      Supplier<UplinkStats> uplink,
      Supplier<UUID> ids,
      LotClock clock,
      Consumer<RuntimeException> restart) {}

  private final PageSettings settings;
  private final Board board;
  private final LocalPage page;
  private final LivePictures pictures;
  private final PageCheck check;
  private final OwnedLoop loop = new OwnedLoop("page-keeper", STOP_LIMIT, this::turn, this::end);
  // Of the thread page-keeper.
  private @Nullable PageServer server;
  private @Nullable PageHandler handler;
  private @Nullable PageCertificate certificate;
  private @Nullable InetAddress bound;
  private long lookAgainNanos = System.nanoTime();
  private boolean told;
  // Of whoever asks for it.
  private volatile long restartNanos;
  private volatile boolean restartWanted;

  PageKeeper(PageSettings settings, Board board, LocalPage page) {
    this.settings = settings;
    this.board = board;
    this.page = page;
    Map<String, LaneViewer> viewers = new LinkedHashMap<>();
    board.lanes().forEach(lane -> viewers.put(lane.id(), lane.viewer()));
    this.pictures = new LivePictures(viewers);
    this.check =
        new PageCheck(board.config(), page.file(), board.folder(), () -> board.clock().now().utc());
  }

  /** Begins; to be called once. */
  void start() {
    pictures.start();
    loop.start();
  }

  /** The agent is to start anew, once the page's last answer has gone. Any thread. */
  void startAnew() {
    restartNanos = System.nanoTime() + ANSWER_FIRST.toNanos();
    restartWanted = true;
  }

  private Duration turn() {
    if (restartWanted && System.nanoTime() - restartNanos >= 0) {
      restartWanted = false;
      board.restart().accept(new ConfigChangedException("the file was changed on the page"));
    }
    if (System.nanoTime() - lookAgainNanos >= 0) {
      lookAgainNanos = System.nanoTime() + AGAIN.toNanos();
      serve();
    }
    return LOOK;
  }

  private void serve() {
    try {
      InetAddress address = PageAddress.resolve(settings.listen());
      if (server != null && address.equals(bound)) {
        return;
      }
      stopServer();
      PageCertificate own = certificate();
      PageServer started =
          PageServer.start(
              new InetSocketAddress(address, settings.port()),
              own,
              handler(),
              ServerLimits.DEFAULT);
      server = started;
      bound = address;
      told = false;
      log.info(
          "the page is served at https://{}:{} with the certificate SHA-256 {}",
          address.isAnyLocalAddress() ? PageAddress.hostName() : address.getHostAddress(),
          started.port(),
          own.fingerprint());
    } catch (IOException away) {
      if (!told) {
        log.error("{}; it is tried again every {} s", away.getMessage(), AGAIN.toSeconds());
      }
      told = true;
    }
  }

  private PageCertificate certificate() throws IOException {
    PageCertificate known = certificate;
    if (known == null) {
      PrivateFile.makeFolder(board.folder().page());
      Set<String> names = new HashSet<>(settings.names());
      names.add("localhost");
      names.add(PageAddress.hostName());
      names.add(PageAddress.hostName() + ".local");
      known =
          PageCertificate.open(
              board.folder().page().resolve("certificate.p12"),
              "Wugan " + board.config().site() + "/" + board.config().edge(),
              names,
              PageAddress.own());
      certificate = known;
    }
    return known;
  }

  private PageHandler handler() throws IOException {
    PageHandler known = handler;
    if (known == null) {
      known =
          new PageWiring(
                  settings, board, page, new PageWiring.Works(pictures, check, this::startAnew))
              .handler();
      handler = known;
    }
    return known;
  }

  private void stopServer() {
    PageServer running = server;
    server = null;
    bound = null;
    if (running != null) {
      running.close();
    }
  }

  private void end() {
    stopServer();
  }

  /** Stops serving; waits for some seconds at most. */
  void close() throws InterruptedException {
    loop.close();
    pictures.close();
    check.close();
  }
}
