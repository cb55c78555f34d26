package io.wugan.devices.coap;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A CoAP endpoint. Immutable.
 *
 * @param name in the names of threads, in logs and in the file of sessions
 * @param listen where; port 0 for any that is free, as for one that only asks
 * @param security who may speak; empty for plain CoAP, which anybody on the network may read and
 *     write
 * @param limits what it bears
 */
public record CoapSettings(
    String name, InetSocketAddress listen, Optional<Security> security, Limits limits) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  /** The usual port of CoAP over DTLS (RFC 7252 section 6.2). */
  public static final int SECURE_PORT = 5684;

  /** The usual port of plain CoAP (RFC 7252 section 6.1). */
  public static final int PLAIN_PORT = 5683;

  /**
   * @throws IllegalArgumentException if the name is not 1 to 32 letters, digits, '_' and '-'
   */
  public CoapSettings {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name: 1 to 32 of letters, digits, '_' and '-' are wanted");
    }
  }

  /** With keys. */
  public static CoapSettings secure(
      String name, InetSocketAddress listen, Security security, Limits limits) {
    return new CoapSettings(name, listen, Optional.of(security), limits);
  }

  /** Without any protection: for a bench, or for a cable of its own. */
  public static CoapSettings plain(String name, InetSocketAddress listen, Limits limits) {
    return new CoapSettings(name, listen, Optional.empty(), limits);
  }

  /**
   * Who may speak, and as whom this node speaks.
   *
   * @param keys file of identities and their keys, see {@link PskFile}
   * @param sessions file in which sessions wait, encrypted, while the agent is restarted; empty for
   *     none
   * @param identity as which this node calls others; empty where it calls nobody
   * @param forwardSecrecy whether ECDHE is done beside the pre-shared key where the other side can
   *     (RFC 5489): what was recorded cannot be read with a key that is stolen later; costs some
   *     milliseconds of a board for each handshake
   */
  public record Security(
      Path keys, Optional<Path> sessions, Optional<String> identity, boolean forwardSecrecy) {

    /** A server that calls nobody. */
    public static Security server(Path keys, Path sessions) {
      return new Security(keys, Optional.of(sessions), Optional.empty(), false);
    }

    /** One that calls others as {@code identity}. */
    public static Security client(Path keys, String identity) {
      return new Security(keys, Optional.empty(), Optional.of(identity), false);
    }
  }

  /**
   * What a node bears; what is more is dropped or refused.
   *
   * @param peers devices at the same time, 1 to 2048
   * @param threads that answer, 1 to 4
   * @param maxBodyBytes of a request or an answer that comes in blocks (RFC 7959), 64 to 1048576;
   *     more is refused with 4.13
   * @param datagramsPerSecond of each peer, 1 to 100000, with twice as many at once; what is more
   *     is dropped before it is decrypted
   * @param hellosPerSecond of each address, 1 to 1000, with twice as many at once; four times that
   *     of all addresses together
   */
  public record Limits(
      int peers, int threads, int maxBodyBytes, int datagramsPerSecond, int hellosPerSecond) {

    /**
     * Those of a gateway for small devices: 256 peers, 2 threads, 8 KiB, 20 datagrams a second. Six
     * hellos a second are three handshakes: 200 sensors behind one router are back within a minute
     * or so of a power cut, and handshakes that are begun and left fill no more than half the room.
     */
    public static final Limits DEVICES = new Limits(256, 2, 8192, 20, 6);

    /**
     * @throws IllegalArgumentException if a number is out of its range; says which
     */
    public Limits {
      require("peers", peers, 1, 2048);
      require("threads", threads, 1, 4);
      require("maxBodyBytes", maxBodyBytes, 64, 1 << 20);
      require("datagramsPerSecond", datagramsPerSecond, 1, 100_000);
      require("hellosPerSecond", hellosPerSecond, 1, 1000);
    }

    private static void require(String what, int value, int min, int max) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(what + " is " + value + ", not " + min + " to " + max);
      }
    }

    /** The same for so many peers. */
    public Limits withPeers(int most) {
      return new Limits(most, threads, maxBodyBytes, datagramsPerSecond, hellosPerSecond);
    }
  }
}
