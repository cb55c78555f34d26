package io.wugan.lab.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A port of the loopback interface that was free a moment ago. Immutable. */
final class LoopbackPort {
  private static final int CONNECT_MILLIS = 500;
  private static final Duration POLL = Duration.ofMillis(20);

  private final int number;

  private LoopbackPort(int number) {
    this.number = number;
  }

  static LoopbackPort findFree() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new LoopbackPort(socket.getLocalPort());
    } catch (IOException failed) {
      throw new BrokerException("no free port on the loopback interface", failed);
    }
  }

  int number() {
    return number;
  }

  URI url() {
    return URI.create("tcp://127.0.0.1:" + number);
  }

  boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), number), CONNECT_MILLIS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** Waits until {@code condition}; false when {@code deadline} or an interrupt came first. */
  static boolean await(BooleanSupplier condition, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }
}
