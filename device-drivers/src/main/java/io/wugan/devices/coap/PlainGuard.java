package io.wugan.devices.coap;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.RawDataChannel;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.config.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Plain CoAP, in which each address has its share: what is more is dropped before it is read. The
 * counters are thread-safe; the rest is confined to the one thread that receives.
 */
final class PlainGuard extends UDPConnector {

  private static final int LEAST_BYTES = 4; // RFC 7252 section 3

  private final RateLimit perAddress;

  final LongAdder received = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder tooMany = new LongAdder();

  PlainGuard(InetSocketAddress listen, Configuration config, CoapSettings.Limits limits) {
    super(listen, config);
    int perPeer = limits.datagramsPerSecond();
    perAddress = new RateLimit(DatagramGuard.BUCKETS, perPeer, 2 * perPeer);
  }

  @Override
  public void setRawDataReceiver(@Nullable RawDataChannel receiver) {
    super.setRawDataReceiver(receiver == null ? null : data -> pass(data, receiver));
  }

  private void pass(RawData data, RawDataChannel receiver) {
    received.increment();
    int bucket =
        ((data.getInetSocketAddress().hashCode() * 0x9E3779B9) >>> 7) & (DatagramGuard.BUCKETS - 1);
    if (data.getSize() < LEAST_BYTES || data.getBytes()[0] >> 6 != 1) {
      malformed.increment();
    } else if (perAddress.take(bucket, System.nanoTime()) > 0) {
      tooMany.increment();
    } else {
      receiver.receiveData(data);
    }
  }
}
