package io.wugan.agent.runtime;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where this board is on its networks. Stateless. */
final class PageAddress {

  private static final Path HOST_NAME = Path.of("/etc/hostname");

  private PageAddress() {}

  /**
   * The address that a configuration means.
   *
   * @param listen an address, or the name of an interface, whose first address of IPv4 is taken, or
   *     else of IPv6
   * @throws IOException if it is not there (yet)
   */
  static InetAddress resolve(String listen) throws IOException {
    NetworkInterface named = NetworkInterface.getByName(listen);
    if (named != null) {
      return addresses(named)
          .min(Comparator.comparing(each -> !(each instanceof Inet4Address)))
          .orElseThrow(
              () -> new IOException("page.listen: the interface " + listen + " has no address"));
    }
    try {
      return InetAddress.getByName(listen);
    } catch (UnknownHostException unknown) {
      throw new IOException(
          "page.listen: '" + listen + "' is neither an address nor an interface of this board",
          unknown);
    }
  }

  private static Stream<InetAddress> addresses(NetworkInterface each) {
    return Collections.list(each.getInetAddresses()).stream();
  }

  /** Every address of this board. */
  static Set<InetAddress> own() throws IOException {
    Set<InetAddress> all = new LinkedHashSet<>();
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      addresses(each).forEach(all::add);
    }
    return all;
  }

  /** The board's name on its network; {@code wugan} where it has none. */
  static String hostName() {
    return read().filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,62}")).orElse("wugan");
  }

  private static Optional<String> read() {
    try {
      return Files.isReadable(HOST_NAME)
          ? Optional.of(Files.readString(HOST_NAME).strip())
          : Optional.ofNullable(System.getenv("HOSTNAME"));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
