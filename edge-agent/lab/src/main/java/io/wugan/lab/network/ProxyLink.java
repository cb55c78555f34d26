package io.wugan.lab.network;

import io.wugan.lab.network.FaultyProxy.Fate;
import io.wugan.lab.network.FaultyProxy.Line;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection through the proxy: a reader and a writer each way. */
final class ProxyLink {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyLink.class);
  private static final int PACKETS_ON_THE_LINE = 2_000;
  private static final long LOOK_MILLIS = 20;
  private static final double NANOS = 1e9;
  private static final byte[] PAGE =
      "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private enum Mapping {
    KEPT,
    FORGOTTEN,
    RESETS
  }

  private final FaultyProxy proxy;
  private final Socket client;
  private final Socket broker;
  private final Random random;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile Mapping mapping = Mapping.KEPT;

  ProxyLink(FaultyProxy proxy, Socket client, Socket broker, Random random) {
    this.proxy = proxy;
    this.client = client;
    this.broker = broker;
    this.random = random;
  }

  /** A packet, and when it comes out at the other end. */
  private record Carried(MqttPacket packet, long atNanos) {}

  void start() {
    oneWay("up", client, broker, proxy::upFate);
    oneWay("down", broker, client, proxy::downFate);
  }

  /** Answers the first packet with a web page and ends. */
  void startPage() {
    thread(
        "proxy-page",
        () -> {
          MqttPacket.read(client.getInputStream());
          client.getOutputStream().write(PAGE);
          end(false);
        });
  }

  /** Carries nothing from now on, and says so to nobody. */
  void forget(boolean reset) {
    mapping = reset ? Mapping.RESETS : Mapping.FORGOTTEN;
  }

  private void oneWay(String way, Socket from, Socket to, Function<MqttPacket, Fate> fate) {
    BlockingQueue<Carried> onTheLine = new ArrayBlockingQueue<>(PACKETS_ON_THE_LINE);
    thread("proxy-read-" + way, () -> read(from, onTheLine, fate));
    thread("proxy-write-" + way, () -> write(to, onTheLine));
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void thread(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                if (mapping != Mapping.FORGOTTEN) { // nobody would hear of the end either
                  end(false);
                }
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Socket from, BlockingQueue<Carried> onTheLine, Function<MqttPacket, Fate> fate)
      throws IOException, InterruptedException {
    BufferedInputStream in = new BufferedInputStream(from.getInputStream());
    long free = System.nanoTime();
    while (!over.get()) {
      MqttPacket packet = MqttPacket.read(in);
      if (mapping == Mapping.RESETS && from == client) {
        client.setSoLinger(true, 0); // close() sends RST
        end(false);
        return;
      }
      switch (mapping == Mapping.KEPT ? fate.apply(packet) : Fate.DROP) {
        case DROP -> {}
        case HANG_UP -> end(true);
        case CARRY -> {
          Line line = proxy.line();
          long now = System.nanoTime();
          free = Math.max(free, now) + sendingNanos(packet, line);
          long late = random.nextDouble() < line.lossShare() ? line.lossDelay().toNanos() : 0;
          free += late; // TCP keeps the order: what follows waits too
          onTheLine.put(new Carried(packet, free + line.delay().toNanos()));
        }
      }
    }
  }

  private static long sendingNanos(MqttPacket packet, Line line) {
    return line.bytesPerSecond() == 0
        ? 0
        : (long) (packet.length() * NANOS / line.bytesPerSecond());
  }

  private void write(Socket to, BlockingQueue<Carried> onTheLine)
      throws IOException, InterruptedException {
    OutputStream out = to.getOutputStream();
    while (!over.get()) {
      Carried next = onTheLine.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (next == null) {
        continue;
      }
      long wait = next.atNanos() - System.nanoTime();
      if (wait > 0) {
        TimeUnit.NANOSECONDS.sleep(wait);
      }
      while (!proxy.carries() && !over.get()) {
        Thread.sleep(LOOK_MILLIS);
      }
      out.write(next.packet().bytes());
      out.flush();
    }
  }

  /** Ends both sides. */
  void end(boolean hangUp) {
    if (over.compareAndSet(false, true)) {
      proxy.ended(this, hangUp);
      close(client);
      close(broker);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      LOG.trace("a socket was closed already", alreadyGone);
    }
  }
}
