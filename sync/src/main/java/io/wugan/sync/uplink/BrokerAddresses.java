package io.wugan.sync.uplink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which address of a broker's name is tried. The client library knows only the first one; here each
 * failed attempt makes the next go to the next address, so that a broker with a dead address is
 * reached at its second attempt. The name is resolved anew for each. Thread-safe.
 */
final class BrokerAddresses {

  private static final String KEPT = "networkaddress.cache.ttl";
  private static final String KEPT_FAILURES = "networkaddress.cache.negative.ttl";
  private static final String KEPT_SECONDS = "5";
  private static final String KEPT_FAILURES_SECONDS = "1";

  private final AtomicInteger failures = new AtomicInteger();

  /**
   * Has Java forget addresses within seconds, whatever the platform's {@code java.security} says: a
   * broker that moved must be found at the next attempt. Counts for the whole process, and only
   * before it has resolved its first name.
   */
  static void keepNamesBriefly() {
    Security.setProperty(KEPT, KEPT_SECONDS);
    Security.setProperty(KEPT_FAILURES, KEPT_FAILURES_SECONDS);
  }

  /** The last attempt came to nothing. */
  void failed() {
    failures.incrementAndGet();
  }

  /**
   * Where to connect to. Blocks for as long as the system's resolver does.
   *
   * @param wanted a name or an address
   * @throws UnknownHostException if the name has no address
   */
  SocketAddress next(SocketAddress wanted) throws IOException {
    if (!(wanted instanceof InetSocketAddress named)) {
      return wanted;
    }
    InetAddress[] all;
    try {
      all = InetAddress.getAllByName(named.getHostString());
    } catch (UnknownHostException unknown) {
      UnknownHostException told =
          new UnknownHostException(
              named.getHostString()
                  + ": this name has no address now (DNS); a typing error, or no"
                  + " name server answers");
      told.initCause(unknown);
      throw told;
    }
    return new InetSocketAddress(all[Math.floorMod(failures.get(), all.length)], named.getPort());
  }
}
