package io.wugan.lab.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP proxy between boards and a broker that does to them what networks do: it resets, says
 * nothing, swallows packets, delays, and carries no more than so many bytes a second. What it is
 * told holds for all its connections from then on. Thread-safe.
 */
final class FaultyProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FaultyProxy.class);
  private static final int CONNECT_MILLIS = 5_000;

  /** What becomes of connections. */
  enum Mode {
    /** They are made, and carry. */
    OPEN,
    /** They are accepted and reset, as by a load balancer without a broker behind it. */
    RESET,
    /** They are accepted, and nothing follows. */
    SILENT,
    /** Those that are there carry nothing any more, and stay; new ones are silent. */
    BLACK_HOLE,
    /** They are accepted, and what comes is answered with a web page, as by a captive portal. */
    PORTAL
  }

  /** What becomes of a packet. */
  enum Fate {
    CARRY,
    DROP,
    /** The connection ends in its place. */
    HANG_UP
  }

  /**
   * How good the line is.
   *
   * @param delay one way
   * @param bytesPerSecond each way; 0 for no limit
   * @param lossShare share of packets that come late, as what was lost and sent again does
   * @param lossDelay by how much
   */
  record Line(Duration delay, long bytesPerSecond, double lossShare, Duration lossDelay) {
    static final Line GOOD = new Line(Duration.ZERO, 0, 0, Duration.ZERO);
  }

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong hungUp = new AtomicLong();
  private volatile Mode mode = Mode.OPEN;
  private volatile Line line = Line.GOOD;
  private volatile Function<MqttPacket, Fate> up = packet -> Fate.CARRY;
  private volatile Function<MqttPacket, Fate> down = packet -> Fate.CARRY;
  private volatile boolean closed;

  private FaultyProxy(ServerSocket server, InetSocketAddress target) {
    this.server = server;
    this.target = target;
  }

  /** Starts one in front of a broker, on a free port of the loopback interface. */
  static FaultyProxy before(URI broker) throws IOException {
    ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    FaultyProxy proxy =
        new FaultyProxy(server, new InetSocketAddress(broker.getHost(), broker.getPort()));
    Thread thread = new Thread(proxy::accept, "proxy");
    thread.setDaemon(true);
    thread.start();
    return proxy;
  }

  URI url() {
    return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
  }

  private void accept() {
    while (!closed) {
      try {
        take(server.accept());
      } catch (IOException ended) {
        if (!closed) {
          LOG.warn("the proxy cannot accept", ended);
        }
      }
    }
  }

  private void take(Socket client) throws IOException {
    accepted.incrementAndGet();
    client.setTcpNoDelay(true);
    if (mode == Mode.RESET) {
      client.setSoLinger(true, 0); // close() sends RST
      client.close();
      return;
    }
    Socket broker = new Socket();
    if (mode == Mode.OPEN) {
      try {
        broker.connect(target, CONNECT_MILLIS);
        broker.setTcpNoDelay(true);
      } catch (IOException absent) {
        client.close();
        return;
      }
    }
    ProxyLink link = new ProxyLink(this, client, broker, new Random(accepted.get()));
    links.add(link);
    if (mode == Mode.OPEN) {
      link.start();
    } else if (mode == Mode.PORTAL) {
      link.startPage();
    }
  }

  void ended(ProxyLink link, boolean hangUp) {
    links.remove(link);
    if (hangUp) {
      hungUp.incrementAndGet();
    }
  }

  /** How new connections, and with {@link Mode#BLACK_HOLE} all of them, are treated. */
  FaultyProxy mode(Mode next) {
    mode = next;
    return this;
  }

  boolean carries() {
    return mode != Mode.BLACK_HOLE;
  }

  Line line() {
    return line;
  }

  FaultyProxy line(Line next) {
    line = next;
    return this;
  }

  Fate upFate(MqttPacket packet) {
    return up.apply(packet);
  }

  Fate downFate(MqttPacket packet) {
    return down.apply(packet);
  }

  /** What becomes of packets from a board. */
  FaultyProxy up(Function<MqttPacket, Fate> fate) {
    up = fate;
    return this;
  }

  /** What becomes of packets from the broker. */
  FaultyProxy down(Function<MqttPacket, Fate> fate) {
    down = fate;
    return this;
  }

  /** Drops packets of one type from the broker. */
  FaultyProxy swallow(int type) {
    return down(packet -> packet.type() == type ? Fate.DROP : Fate.CARRY);
  }

  /**
   * Forgets the connections that are there, as a NAT does that was started again; new ones are
   * carried. Nobody is told.
   *
   * @param reset whether what a board still sends by one is answered with a reset, rather than by
   *     nothing
   */
  FaultyProxy forget(boolean reset) {
    links.forEach(link -> link.forget(reset));
    return this;
  }

  /** Ends all connections. */
  FaultyProxy cut() {
    links.forEach(link -> link.end(false));
    return this;
  }

  /** Everything as it should be again. */
  FaultyProxy heal() {
    up = packet -> Fate.CARRY;
    down = packet -> Fate.CARRY;
    line = Line.GOOD;
    mode = Mode.OPEN;
    return this;
  }

  long accepted() {
    return accepted.get();
  }

  /** Connections that ended at a packet. */
  long hungUp() {
    return hungUp.get();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    cut();
  }
}
