package io.wugan.lab.broker;

import java.net.URI;

/** An MQTT broker that can be stopped and started again at the same address. */
public interface Broker extends AutoCloseable {

  /** Where it listens, {@code tcp://127.0.0.1:port}; the same for its whole life. */
  URI url();

  /**
   * Stops it in order; what it persists stays. Idempotent, bounded in time.
   *
   * @throws BrokerException if it does not stop in time
   */
  void stop();

  /**
   * Starts it again. Idempotent, bounded in time.
   *
   * @throws BrokerException if it does not listen in time
   */
  void start();

  /** Stops it for good. Idempotent. */
  @Override
  void close();
}
