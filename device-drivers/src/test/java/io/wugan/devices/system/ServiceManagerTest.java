package io.wugan.devices.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real datagram socket, as systemd holds one. */
class ServiceManagerTest {

  interface Receiver extends Library {
    int socket(int domain, int type, int protocol) throws LastErrorException;

    int bind(int socket, byte[] address, int length) throws LastErrorException;

    NativeLong recv(int socket, byte[] bytes, NativeLong length, int flags)
        throws LastErrorException;

    int close(int socket) throws LastErrorException;
  }

  private final Receiver kernel = Native.load("c", Receiver.class);
  private int socket = -1;

  private void listen(String name) {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    if (path[0] == '@') {
      path[0] = 0;
    }
    byte[] address = new byte[2 + path.length];
    ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).putShort((short) 1).put(path);
    socket = kernel.socket(SocketLibrary.AF_UNIX, SocketLibrary.SOCK_DGRAM, 0);
    kernel.bind(socket, address, address.length);
  }

  private String heard() {
    byte[] bytes = new byte[1000];
    int count =
        kernel
            .recv(socket, bytes, new NativeLong(bytes.length), SocketLibrary.MSG_DONTWAIT)
            .intValue();
    return new String(bytes, 0, count, StandardCharsets.UTF_8);
  }

  @AfterEach
  void close() {
    if (socket >= 0) {
      kernel.close(socket);
    }
  }

  @Test
  void words_reachTheSocket_asSystemdWantsThem(@TempDir Path folder) {
    String path = folder.resolve("notify").toString();
    listen(path);
    ServiceManager manager =
        ServiceManager.of(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "30000000"), 42);
    assertThat(manager.isThere()).isTrue();
    assertThat(manager.watchdog()).contains(Duration.ofSeconds(30));

    manager.ready("2 lanes\nall well");
    assertThat(heard()).isEqualTo("READY=1\nWATCHDOG_USEC=30000000\nSTATUS=2 lanes all well");
    manager.alive("场 1");
    assertThat(heard()).isEqualTo("WATCHDOG=1\nSTATUS=场 1");
    manager.stuck("lane-in1");
    assertThat(heard()).isEqualTo("STATUS=lane-in1\nWATCHDOG=trigger");
    manager.restarting(Duration.ofMinutes(5));
    assertThat(heard()).isEqualTo("WATCHDOG=1\nWATCHDOG_USEC=300000000\nSTATUS=starts anew");
    manager.stopping();
    assertThat(heard()).isEqualTo("STOPPING=1");
  }

  @Test
  void abstractName_isReached() {
    String name = "@wugan-test-" + ProcessHandle.current().pid();
    listen(name);
    ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", name), 42);
    manager.ready("here");
    assertThat(heard()).isEqualTo("READY=1\nSTATUS=here");
    manager.restarting(Duration.ofMinutes(5));
    assertThat(heard()).isEqualTo("WATCHDOG=1\nSTATUS=starts anew");
  }

  @Test
  void socketThatIsGone_orFull_neverHoldsUpTheProgram(@TempDir Path folder) {
    String path = folder.resolve("notify").toString();
    ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", path), 42);
    manager.alive("nobody hears this");
    listen(path);
    for (int i = 0; i < 5000; i++) {
      manager.alive("nobody reads this"); // beyond what the kernel keeps
    }
    assertThat(heard()).isEqualTo("WATCHDOG=1\nSTATUS=nobody reads this");
  }

  @Test
  void withoutAManager_orForAnotherProcess_thereIsNoWatchdog() {
    assertThat(ServiceManager.of(Map.of(), 42).isThere()).isFalse();
    assertThat(ServiceManager.of(Map.of("NOTIFY_SOCKET", "notify"), 42).isThere()).isFalse();
    assertThat(ServiceManager.of(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(120)), 42).isThere())
        .isFalse();
    ServiceManager other =
        ServiceManager.of(
            Map.of("NOTIFY_SOCKET", "/run/n", "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "41"),
            42);
    assertThat(other.isThere()).isTrue();
    assertThat(other.watchdog()).isEmpty();
    assertThat(
            ServiceManager.of(Map.of("NOTIFY_SOCKET", "/run/n", "WATCHDOG_USEC", "soon"), 42)
                .watchdog())
        .isEmpty();
  }
}
