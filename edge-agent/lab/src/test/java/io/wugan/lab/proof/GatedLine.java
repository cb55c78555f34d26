package io.wugan.lab.proof;

import io.wugan.sync.uplink.MqttConnection;
import io.wugan.sync.uplink.MqttListener;
import io.wugan.sync.uplink.MqttOpening;
import io.wugan.sync.uplink.MqttTransport;
import io.wugan.sync.uplink.TransportException;
import java.time.Duration;

/**
 * The real transport, but no new connection while the line is down: whoever listens at the broker
 * can be there again before the board is. Thread-safe.
 */
final class GatedLine implements MqttTransport {
  private final MqttTransport transport;
  private volatile boolean up;

  GatedLine(MqttTransport transport, boolean up) {
    this.transport = transport;
    this.up = up;
  }

  void set(boolean isUp) {
    up = isUp;
  }

  @Override
  public MqttConnection connect(MqttOpening opening, MqttListener listener, Duration limit)
      throws TransportException, InterruptedException {
    if (!up) {
      throw new TransportException("the line is down");
    }
    return transport.connect(opening, listener, limit);
  }

  @Override
  public boolean exhausted() {
    return transport.exhausted();
  }
}
