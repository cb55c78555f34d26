package io.wugan.lab.sensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A wire between one client and a gateway, on which somebody listens and sends again what was
 * heard. Two threads, which end when it is closed.
 */
final class UdpTap implements AutoCloseable {

  private static final int MOST = 10_000;
  private static final int LONGEST = 2048;

  private final DatagramSocket inside = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final DatagramSocket outside = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final InetSocketAddress gateway;
  private final List<byte[]> heard = new CopyOnWriteArrayList<>();
  private final AtomicLong answers = new AtomicLong();
  private volatile @Nullable SocketAddress client;

  UdpTap(InetSocketAddress gateway) throws IOException {
    this.gateway = gateway;
    start("tap-in", this::towardsGateway);
    start("tap-out", this::towardsClient);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Where the client is to send. */
  InetSocketAddress address() {
    return (InetSocketAddress) inside.getLocalSocketAddress();
  }

  private void towardsGateway() {
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
    while (receive(inside, packet)) {
      client = packet.getSocketAddress();
      byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
      if (heard.size() < MOST) {
        heard.add(bytes);
      }
      send(outside, bytes, gateway);
    }
  }

  private void towardsClient() {
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
    while (receive(outside, packet)) {
      answers.incrementAndGet();
      SocketAddress known = client;
      if (known != null) {
        send(inside, Arrays.copyOf(packet.getData(), packet.getLength()), known);
      }
    }
  }

  private static boolean receive(DatagramSocket socket, DatagramPacket packet) {
    try {
      packet.setLength(LONGEST);
      socket.receive(packet);
      return true;
    } catch (IOException closed) {
      return false; // the tap is closed
    }
  }

  private static void send(DatagramSocket socket, byte[] bytes, SocketAddress to) {
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException failed) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /** What the client has sent, handshake included. */
  List<byte[]> heard() {
    return List.copyOf(heard);
  }

  /** Sends a datagram as the client did. */
  void sendAgain(byte[] datagram) {
    send(outside, datagram, gateway);
  }

  /** How many datagrams the gateway has sent. */
  long answers() {
    return answers.get();
  }

  @Override
  public void close() {
    inside.close();
    outside.close();
  }
}
