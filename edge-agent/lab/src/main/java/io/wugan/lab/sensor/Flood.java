package io.wugan.lab.sensor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends datagrams as fast as it is told to: garbage, hellos that begin a handshake, and records of
 * a session that were recorded. On its own thread {@code flood}, from a few ports of its own.
 */
final class Flood implements AutoCloseable {

  private static final int PORTS = 16;
  private static final long STEP_NANOS = 1_000_000;
  private static final long STOP_MILLIS = 2000;

  private final int perSecond;
  private final List<byte[]> records;
  private final AtomicLong sent = new AtomicLong();
  private final DatagramSocket[] sockets = new DatagramSocket[PORTS];
  private final Thread thread = new Thread(this::run, "flood");
  private volatile InetSocketAddress target;
  private volatile boolean stopping;

  /**
   * @param target where to, for now
   * @param perSecond how many a second
   * @param records recorded ones
   */
  Flood(InetSocketAddress target, int perSecond, List<byte[]> records) throws IOException {
    this.target = target;
    this.perSecond = perSecond;
    this.records = records;
    for (int i = 0; i < PORTS; i++) {
      sockets[i] = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** Sends elsewhere from now on. */
  void turnTo(InetSocketAddress other) {
    target = other;
  }

  long sent() {
    return sent.get();
  }

  private void run() {
    Random random = new Random(1);
    long begun = System.nanoTime();
    long count = 0;
    while (!stopping) {
      long due = (System.nanoTime() - begun) / 1000 * perSecond / 1_000_000;
      while (count < due && !stopping) {
        send(datagram(random, count), random.nextInt(PORTS));
        count++;
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  private byte[] datagram(Random random, long count) {
    return switch ((int) (count % 3)) {
      case 0 -> garbage(random);
      case 1 -> hello(random);
      default -> records.get((int) (count % records.size()));
    };
  }

  private static byte[] garbage(Random random) {
    byte[] bytes = new byte[20 + random.nextInt(100)];
    random.nextBytes(bytes);
    return bytes;
  }

  // RFC 6347 section 4.2.1: a hello without a cookie, with one suite of a pre-shared key.
  private static byte[] hello(Random random) {
    byte[] bytes = new byte[13 + 12 + 42];
    bytes[0] = 22;
    bytes[1] = (byte) 0xFE;
    bytes[2] = (byte) 0xFD;
    bytes[12] = 12 + 42; // length of the record
    bytes[13] = 1; // a hello of the client
    bytes[16] = 42;
    bytes[24] = 42; // one fragment
    bytes[25] = (byte) 0xFE;
    bytes[26] = (byte) 0xFD;
    byte[] nonce = new byte[32];
    random.nextBytes(nonce);
    System.arraycopy(nonce, 0, bytes, 27, nonce.length);
    bytes[62] = 2; // one suite
    bytes[63] = (byte) 0xC0;
    bytes[64] = (byte) 0xA8; // TLS_PSK_WITH_AES_128_CCM_8
    bytes[65] = 1; // no compression
    return bytes;
  }

  private void send(byte[] bytes, int port) {
    try {
      sockets[port].send(new DatagramPacket(bytes, bytes.length, target));
      sent.incrementAndGet();
    } catch (IOException full) {
      // A buffer that is full: the next one may fit.
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    for (DatagramSocket socket : sockets) {
      socket.close();
    }
  }
}
