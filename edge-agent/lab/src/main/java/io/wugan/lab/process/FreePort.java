package io.wugan.lab.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A TCP port of this machine that nobody listens at. */
public final class FreePort {

  private FreePort() {}

  /**
   * Asks the kernel for one. It is free again when this returns, so another program may take it
   * before whom it is meant for.
   *
   * @return 1 to 65535
   * @throws IOException if there is none
   */
  public static int find() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
