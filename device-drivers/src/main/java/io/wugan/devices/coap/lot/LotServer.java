package io.wugan.devices.coap.lot;

import io.wugan.devices.coap.CoapNode;
import io.wugan.devices.coap.CoapSettings;
import io.wugan.devices.coap.CoapSettings.Limits;
import io.wugan.devices.coap.CoapSettings.Security;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keeper's end of the link.
 *
 * <pre>
 * POST /lot/PATH    2.04 with the answer; where it refuses:
 *                   4.00 malformed, 4.03 not for this board, 4.04 no such path,
 *                   4.13 too large, 5.03 cannot now, or too many wait
 * </pre>
 *
 * One request at a time is worked on, {@value #MOST_WAITING} more wait; one beyond them is answered
 * with 5.03 and comes again. Thread-safe.
 */
public final class LotServer implements AutoCloseable {

  /** Largest body of a request or an answer, in bytes. */
  public static final int MOST_BYTES = 256 * 1024;

  /** As many requests as may wait. */
  static final int MOST_WAITING = 16;

  // Five hundred blocks of a handover should not be held up; a flood still is.
  static final Limits LIMITS = new Limits(64, 2, MOST_BYTES, 2000, 6);

  private static final Logger log = LoggerFactory.getLogger(LotServer.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final CoapNode node;
  private final ThreadPoolExecutor work;

  private LotServer(CoapNode node, Map<String, LotPort> ports) {
    this.node = node;
    this.work =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "lot-work");
              thread.setDaemon(true);
              return thread;
            });
    CoapResource lot = new CoapResource("lot");
    ports.forEach((path, port) -> lot.add(new PortResource(path, port, work)));
    node.add(lot);
  }

  /**
   * Starts to listen.
   *
   * @param listen where; port 0 for any that is free
   * @param keys file of the boards' edge ids and their keys, see {@link
   *     io.wugan.devices.coap.PskFile}
   * @param sessions file in which DTLS sessions wait for the next start
   * @param ports what answers, by the path below {@code /lot}, as {@code handover}
   * @throws IOException if the port is taken, or the keys cannot be read; says what is wanted
   */
  public static LotServer start(
      InetSocketAddress listen, Path keys, Path sessions, Map<String, LotPort> ports)
      throws IOException {
    CoapNode node =
        CoapNode.of(CoapSettings.secure("lot", listen, Security.server(keys, sessions), LIMITS));
    LotServer server = new LotServer(node, ports);
    try {
      node.start();
      return server;
    } catch (IOException failed) {
      try {
        server.close();
      } catch (IOException unsaved) {
        failed.addSuppressed(unsaved);
      }
      throw failed;
    }
  }

  /** Where it listens; the port that it was given where it asked for any. */
  public InetSocketAddress address() {
    return node.address();
  }

  /**
   * Ends within some seconds, after the request that is worked on. Those that wait have no answer
   * and come again.
   *
   * @throws IOException if the sessions cannot be saved; boards then do a handshake
   */
  @Override
  public void close() throws IOException {
    // First the work, so that what is captured can still be answered.
    work.getQueue().clear();
    work.shutdown();
    try {
      if (!work.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.error("the request of a board did not end within {}", STOP_LIMIT);
        work.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      work.shutdownNow();
      Thread.currentThread().interrupt();
    } finally {
      node.close();
    }
  }
}
