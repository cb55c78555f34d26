package io.wugan.devices.coap;

import java.net.DatagramPacket;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DtlsDatagramFilter;

/**
 * Looks at datagrams before anything is spent on them. What is no record of DTLS is dropped, and
 * what an address or a session sends beyond its share: hellos by address, so that a thousand ports
 * are one; records of a session with a connection id by address and id, others by address and port.
 * One that forges the id of another from elsewhere uses up a share of its own. A peer whose records
 * fit no key, again and again, is not listened to for a while (the filter of the base class).
 *
 * <p>Shares are told apart by {@value #BUCKETS} buckets; two that fall into one share it. Memory is
 * the same whoever sends. Confined to the one thread that receives; the counters are thread-safe.
 */
final class DatagramGuard extends DtlsDatagramFilter {

  static final int BUCKETS = 4096;

  private static final int HEADER_BYTES = 13; // RFC 6347 section 4.1
  private static final int CID_OFFSET = 11; // RFC 9146 section 4
  private static final int HANDSHAKE = 22;
  private static final int WITH_CID = 25;
  private static final int CLIENT_HELLO = 1;
  private static final int ALL_ADDRESSES = 4;

  private final RateLimit hellos;
  private final RateLimit allHellos;
  private final RateLimit records;
  private final int cidBytes;
  private final LongSupplier nanos;

  final LongAdder received = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder tooMany = new LongAdder();

  /**
   * @param cidBytes length of the connection ids that this side gives
   * @param nanos a clock that does not go back
   */
  DatagramGuard(
      Configuration config, CoapSettings.Limits limits, int cidBytes, LongSupplier nanos) {
    super(config);
    int perAddress = limits.hellosPerSecond();
    this.hellos = new RateLimit(BUCKETS, perAddress, 2 * perAddress);
    this.allHellos =
        new RateLimit(1, (double) ALL_ADDRESSES * perAddress, 2 * ALL_ADDRESSES * perAddress);
    int perPeer = limits.datagramsPerSecond();
    this.records = new RateLimit(BUCKETS, perPeer, 2 * perPeer);
    this.cidBytes = cidBytes;
    this.nanos = nanos;
  }

  @Override
  public boolean onReceiving(DatagramPacket packet) {
    received.increment();
    if (packet.getLength() <= HEADER_BYTES || !super.onReceiving(packet)) {
      malformed.increment();
      return false;
    }
    if (!fits(packet)) {
      tooMany.increment();
      return false;
    }
    return true;
  }

  private boolean fits(DatagramPacket packet) {
    long now = nanos.getAsLong();
    byte[] data = packet.getData();
    int at = packet.getOffset();
    int address = packet.getAddress().hashCode();
    int type = data[at];
    boolean firstEpoch = data[at + 3] == 0 && data[at + 4] == 0;
    if (type == HANDSHAKE && firstEpoch && data[at + HEADER_BYTES] == CLIENT_HELLO) {
      return hellos.take(bucket(address), now) == 0 && allHellos.take(0, now) == 0;
    }
    int peer = 31 * address + packet.getPort();
    if (type == WITH_CID && packet.getLength() > CID_OFFSET + cidBytes) {
      peer = address;
      for (int i = 0; i < cidBytes; i++) {
        peer = 31 * peer + data[at + CID_OFFSET + i];
      }
    }
    return records.take(bucket(peer), now) == 0;
  }

  // Spreads what differs in a few bits only, such as neighbouring addresses.
  private static int bucket(int hash) {
    int mixed = hash * 0x9E3779B9;
    return (mixed ^ (mixed >>> 15)) & (BUCKETS - 1);
  }
}
