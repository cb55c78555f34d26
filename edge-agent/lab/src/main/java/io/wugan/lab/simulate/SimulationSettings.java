package io.wugan.lab.simulate;

import io.wugan.lab.lot.DaySettings;
import java.net.URI;
import java.time.Duration;

/**
 * What a simulation needs to know. Immutable.
 *
 * @param broker {@code tcp://host:port}
 * @param root topic root
 * @param lots lots, 1 to 5,000; one board each
 * @param days what happens in a lot
 * @param speed how much faster than real time; 0 as fast as it is acknowledged
 * @param seed the same seed sends the same events
 * @param connections MQTT connections that the lots share, 1 to 64
 * @param resend after how long an event that is not acknowledged is sent again
 * @param patience how long to wait at the end, or for a broker, without any progress
 */
public record SimulationSettings(
    URI broker,
    String root,
    int lots,
    DaySettings days,
    double speed,
    long seed,
    int connections,
    Duration resend,
    Duration patience) {

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public SimulationSettings {
    if (lots < 1 || lots > 5000) {
      throw new IllegalArgumentException("lots are 1 to 5000, not " + lots);
    }
    if (connections < 1 || connections > 64) {
      throw new IllegalArgumentException("connections are 1 to 64, not " + connections);
    }
    if (!(speed >= 0) || speed > 1e6) {
      throw new IllegalArgumentException("speed is 0 to 1000000, not " + speed);
    }
    if (root.isEmpty() || resend.toMillis() < 100 || patience.toMillis() < 1000) {
      throw new IllegalArgumentException(
          "root '%s', resend %s (at least PT0.1S), patience %s (at least PT1S)"
              .formatted(root, resend, patience));
    }
  }
}
