package io.wugan.devices.coap.bay;

import io.wugan.core.bay.BayBoard;
import io.wugan.core.bay.BayRules;
import io.wugan.core.bay.BaySensor;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A gateway of bay sensors.
 *
 * @param listen where it listens; usually port 5684, or 5683 without keys
 * @param keys file of keys, see {@link io.wugan.devices.coap.PskFile}; empty for plain CoAP
 * @param sensors those that are known, at most {@value BayBoard#MOST}
 * @param admission what is done with identities of the key file that are no sensor of the list
 * @param rules how reports are held against one another
 * @param reports how many each sensor may send
 */
public record BayGatewaySettings(
    InetSocketAddress listen,
    Optional<Path> keys,
    List<BaySensor> sensors,
    Admission admission,
    BayRules rules,
    Rate reports) {

  /**
   * What is done with others.
   *
   * @param unlisted whether an identity of the key file that is neither a sensor of the list nor a
   *     reader is a sensor all the same, whose bay is called as it is
   * @param interval how often such a one reports
   * @param readers identities that may look at all bays, such as a handheld
   */
  public record Admission(boolean unlisted, Duration interval, Set<String> readers) {
    public Admission {
      readers = Set.copyOf(readers);
    }

    /** Nobody else. */
    public static final Admission NONE = new Admission(false, Duration.ofMinutes(5), Set.of());
  }

  /**
   * How many reports are taken; what is more is answered with 4.29 (RFC 8516).
   *
   * @param perMinute 1 to 600
   * @param burst how many at once, 1 to 100
   */
  public record Rate(int perMinute, int burst) {
    /** Twelve a minute, six at once. */
    public static final Rate DEFAULT = new Rate(12, 6);
  }

  /**
   * @throws IllegalArgumentException if there are too many sensors, or a name stands for two
   */
  public BayGatewaySettings {
    sensors = List.copyOf(sensors);
    if (sensors.size() > BayBoard.MOST) {
      throw new IllegalArgumentException(
          sensors.size() + " sensors; at most " + BayBoard.MOST + " fit");
    }
    Set<String> names = new HashSet<>(admission.readers());
    for (BaySensor sensor : sensors) {
      if (!names.add(sensor.id())) {
        throw new IllegalArgumentException(sensor.id() + " is there twice");
      }
    }
  }
}
