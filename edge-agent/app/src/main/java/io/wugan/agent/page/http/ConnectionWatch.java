package io.wugan.agent.page.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that take too long: an idle timeout alone is renewed by one byte every few
 * seconds, for ever. And closes those that one address has too many of. Thread-safe.
 */
final class ConnectionWatch implements Connection.Listener {

  private static final Logger log = LoggerFactory.getLogger(ConnectionWatch.class);
  private static final long LOOK_MILLIS = 500;

  private static final class State {
    private final EndPoint endPoint;
    private volatile boolean inRequest;
    private volatile long sinceNanos = System.nanoTime();

    private State(EndPoint endPoint) {
      this.endPoint = endPoint;
    }
  }

  private final ServerLimits limits;
  private final Scheduler scheduler;
  private final Map<Connection, State> states = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  /**
   * @param limits how long is too long
   * @param scheduler runs each look; started and stopped by its owner
   */
  ConnectionWatch(ServerLimits limits, Scheduler scheduler) {
    this.limits = limits;
    this.scheduler = scheduler;
  }

  /** Begins to look. */
  void start() {
    scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Looks no more. */
  void stop() {
    stopped = true;
  }

  private void look() {
    long now = System.nanoTime();
    for (State state : states.values()) {
      long limit = (state.inRequest ? limits.request() : limits.quiet()).toNanos();
      if (now - state.sinceNanos > limit) {
        log.debug("closed: {} was too slow", state.endPoint.getRemoteSocketAddress());
        state.endPoint.close();
      }
    }
    if (!stopped) {
      scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection) {
      return; // the one inside it is watched
    }
    State state = new State(connection.getEndPoint());
    if (!admit(connection, state)) {
      log.debug("closed: {} has enough connections", address(state.endPoint));
      state.endPoint.close();
    }
  }

  // One at a time: of two that come together at the limit one is let in. Who is not does not count.
  private synchronized boolean admit(Connection connection, State state) {
    InetAddress from = address(state.endPoint);
    long same =
        states.values().stream().filter(each -> address(each.endPoint).equals(from)).count();
    if (same >= limits.connectionsOfOne()) {
      return false;
    }
    states.put(connection, state);
    return true;
  }

  private static InetAddress address(EndPoint endPoint) {
    return endPoint.getRemoteSocketAddress() instanceof InetSocketAddress inet
        ? inet.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  @Override
  public void onClosed(Connection connection) {
    states.remove(connection);
  }

  /** A request's headers have come. */
  void begin(Connection connection) {
    turn(connection, true);
  }

  /** Its answer has gone. */
  void end(Connection connection) {
    turn(connection, false);
  }

  private void turn(Connection connection, boolean inRequest) {
    State state = states.get(connection);
    if (state != null) {
      state.sinceNanos = System.nanoTime();
      state.inRequest = inRequest;
    }
  }
}
