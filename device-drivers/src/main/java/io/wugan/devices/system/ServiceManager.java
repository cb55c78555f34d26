package io.wugan.devices.system;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the program is: sd_notify(3), over the datagram socket that the variable {@code
 * NOTIFY_SOCKET} names. Java has no such sockets of its own. Without systemd nothing happens.
 * Thread-safe; never blocks.
 */
public final class ServiceManager {

  private static final Logger log = LoggerFactory.getLogger(ServiceManager.class);

  // struct sockaddr_un: two bytes for the family, 108 for the path (unix(7)).
  private static final int FAMILY_BYTES = 2;
  private static final int PATH_BYTES = 108;

  private final byte @Nullable [] address;
  private final Optional<Duration> watchdog;
  private final @Nullable SocketLibrary sockets;
  private boolean failed; // guarded by this

  private ServiceManager(byte @Nullable [] address, Optional<Duration> watchdog) {
    this.address = address;
    this.watchdog = watchdog;
    this.sockets = address == null ? null : SocketLibrary.load();
  }

  /** The one that has started this process, if any. */
  public static ServiceManager ofThisProcess() {
    return of(System.getenv(), ProcessHandle.current().pid());
  }

  /**
   * @param environment variables as systemd sets them: NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID
   * @param pid this process
   */
  static ServiceManager of(Map<String, String> environment, long pid) {
    String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    boolean absolute = socket.startsWith("/") || socket.startsWith("@");
    byte[] path = socket.getBytes(StandardCharsets.UTF_8);
    if (!absolute || path.length < 2 || path.length > PATH_BYTES) {
      if (!socket.isEmpty()) {
        log.warn("NOTIFY_SOCKET is '{}'; an absolute path or @NAME is wanted", socket);
      }
      return new ServiceManager(null, Optional.empty());
    }
    return new ServiceManager(address(path), watchdog(environment, pid));
  }

  private static byte[] address(byte[] path) {
    byte[] address = new byte[FAMILY_BYTES + path.length];
    ByteBuffer.wrap(address)
        .order(ByteOrder.nativeOrder())
        .putShort((short) SocketLibrary.AF_UNIX)
        .put(path);
    if (path[0] == '@') {
      address[FAMILY_BYTES] = 0; // an abstract name, which is no file
    }
    return address;
  }

  private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    String meant = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
    if (!micros.matches("[1-9][0-9]{0,15}") || !meant.equals(Long.toString(pid))) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(Long.parseLong(micros) * 1000));
  }

  /** Whether there is one. */
  public boolean isThere() {
    return address != null;
  }

  /** How long it waits for a word before it ends this process; empty if it does not. */
  public Optional<Duration> watchdog() {
    return watchdog;
  }

  /** Everything has started, for the first time or anew. */
  public void ready(String status) {
    send("READY=1\n" + waitFor(watchdog) + "STATUS=" + oneLine(status));
  }

  /**
   * The program goes on and starts its parts anew: until {@link #ready} nothing is to be heard of
   * it. {@link #stopping} would be taken for its end, and what is left of it is killed after the
   * time for a stop (sd_notify(3), systemd.service(5) TimeoutStopSec).
   *
   * @param limit how long that may take
   */
  public void restarting(Duration limit) {
    send("WATCHDOG=1\n" + waitFor(watchdog.map(usual -> limit)) + "STATUS=starts anew");
  }

  private static String waitFor(Optional<Duration> limit) {
    return limit.map(each -> "WATCHDOG_USEC=" + each.toNanos() / 1000 + "\n").orElse("");
  }

  /** All is well; resets the watchdog. */
  public void alive(String status) {
    send("WATCHDOG=1\nSTATUS=" + oneLine(status));
  }

  /** All is not well: the process is to be ended now, and started again. */
  public void stuck(String status) {
    send("STATUS=" + oneLine(status) + "\nWATCHDOG=trigger");
  }

  /** The program ends. */
  public void stopping() {
    send("STOPPING=1");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private synchronized void send(String text) {
    SocketLibrary library = sockets;
    byte[] to = address;
    if (library == null || to == null) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      int socket =
          library.socket(
              SocketLibrary.AF_UNIX, SocketLibrary.SOCK_DGRAM | SocketLibrary.SOCK_CLOEXEC, 0);
      try {
        library.sendto(
            socket,
            bytes,
            new NativeLong(bytes.length),
            SocketLibrary.MSG_DONTWAIT | SocketLibrary.MSG_NOSIGNAL,
            Arrays.copyOf(to, to.length),
            to.length);
      } finally {
        library.close(socket);
      }
      failed = false;
    } catch (LastErrorException unheard) {
      if (!failed) {
        log.warn("the service manager does not hear: {}", unheard.getMessage());
      }
      failed = true;
    }
  }
}
