package io.wugan.devices.coap.find;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** The group in which boards look for one another, and the network interfaces that carry it. */
final class Interfaces {

  /** "All CoAP Nodes" of IPv4 (RFC 7252 section 12.8), at CoAP's port. */
  static final InetSocketAddress GROUP = new InetSocketAddress("224.0.1.187", 5683);

  private Interfaces() {}

  /** Those that are up and carry multicast, with an address. May be none, as before DHCP. */
  static List<NetworkInterface> usable() throws IOException {
    return NetworkInterface.networkInterfaces().filter(Interfaces::isUsable).toList();
  }

  private static boolean isUsable(NetworkInterface one) {
    try {
      return one.isUp()
          && one.supportsMulticast()
          && !one.isLoopback()
          && one.inetAddresses().findAny().isPresent();
    } catch (SocketException gone) { // pulled while it was asked
      return false;
    }
  }
}
