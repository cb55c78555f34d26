package io.wugan.agent.config;

import io.wugan.core.bay.BayBoard;
import io.wugan.core.bay.BayRules;
import io.wugan.core.bay.BaySensor;
import io.wugan.devices.coap.CoapSettings;
import io.wugan.devices.coap.bay.BayGatewaySettings;
import io.wugan.devices.coap.bay.BayGatewaySettings.Admission;
import io.wugan.devices.coap.bay.BayGatewaySettings.Rate;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the section {@code bays}; the one place that knows its defaults and ranges. */
final class BaysReader {

  private static final Pattern HOST = Pattern.compile("[0-9A-Za-z.:_-]{1,253}");
  private static final Pattern SENSOR = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final String SENSOR_ALLOWED = "1 to 64 of letters, digits, '.', '_', ':' and '-'";
  private static final Pattern BAY = Pattern.compile("\\S(.{0,30}\\S)?");
  private static final Pattern READERS =
      Pattern.compile("[A-Za-z0-9._:-]{1,64}( [A-Za-z0-9._:-]{1,64}){0,19}");
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final ConfigSection root;
  private final Function<String, Path> paths;

  /**
   * @param root the whole file
   * @param paths makes a path of what the file says
   */
  BaysReader(ConfigSection root, Function<String, Path> paths) {
    this.root = root;
    this.paths = paths;
  }

  Optional<BaysConfig> read() {
    if (!root.has("bays")) {
      return Optional.empty();
    }
    ConfigSection bays = root.section("bays");
    boolean plain = bays.flag("plain", false);
    int port =
        bays.integer("port", plain ? CoapSettings.PLAIN_PORT : CoapSettings.SECURE_PORT, 1, 65_535);
    String listen = bays.text("listen", "0.0.0.0", HOST, "an address of this board, or 0.0.0.0");
    Duration interval =
        bays.duration("interval", Duration.ofMinutes(5), SECOND, Duration.ofDays(7));
    Set<String> readers = readers(bays);
    BayGatewaySettings gateway =
        new BayGatewaySettings(
            new InetSocketAddress(listen, port),
            keys(bays, plain),
            sensors(bays, interval, readers),
            new Admission(bays.flag("admitUnlisted", false), interval, readers),
            rules(bays),
            new Rate(
                bays.integer("reportsPerMinute", Rate.DEFAULT.perMinute(), 1, 600),
                bays.integer("burst", Rate.DEFAULT.burst(), 1, 100)));
    return Optional.of(
        new BaysConfig(
            gateway,
            bays.duration("wholeEvery", Duration.ofMinutes(5), Duration.ofSeconds(10), DAY),
            bays.duration("excessAfter", Duration.ofMinutes(15), Duration.ofMinutes(1), DAY)));
  }

  private Optional<Path> keys(ConfigSection bays, boolean plain) {
    Optional<Path> keys = TlsReader.path(bays, "keys", paths);
    if (plain && keys.isPresent()) {
      bays.error("keys", "a file", "none where plain is true");
      return Optional.empty();
    }
    if (!plain && keys.isEmpty()) {
      bays.error("keys", "nothing", "a file of keys, unless plain is true");
    }
    return keys;
  }

  private static Set<String> readers(ConfigSection bays) {
    String text = bays.text("readers", "", READERS, "1 to 20 identities with a space in between");
    return !READERS.matcher(text).matches() ? Set.of() : new HashSet<>(List.of(SPACE.split(text)));
  }

  private static List<BaySensor> sensors(
      ConfigSection bays, Duration interval, Set<String> readers) {
    List<BaySensor> sensors = new ArrayList<>();
    Set<String> ids = new HashSet<>(readers);
    for (ConfigSection section : bays.optionalSections("sensors")) {
      String id = section.require("id", SENSOR, SENSOR_ALLOWED);
      String bay = section.require("bay", BAY, "1 to 32 characters");
      Duration every = section.duration("interval", interval, SECOND, Duration.ofDays(7));
      if (!id.isEmpty() && !ids.add(id)) {
        section.error("id", "'" + id + "' a second time", "a name that nobody else has");
      } else if (SENSOR.matcher(id).matches() && BAY.matcher(bay).matches()) {
        sensors.add(new BaySensor(id, bay, every));
      }
    }
    if (sensors.size() > BayBoard.MOST) {
      bays.error("sensors", sensors.size() + " of them", "at most " + BayBoard.MOST);
      return List.of();
    }
    return sensors;
  }

  private static BayRules rules(ConfigSection bays) {
    BayRules standard = BayRules.DEFAULT;
    return new BayRules(
        bays.duration("debounce", standard.debounce(), Duration.ZERO, Duration.ofMinutes(10)),
        bays.integer("missedReports", standard.missedReports(), 1, 100),
        bays.integer("lowBatteryPercent", standard.lowBatteryPercent(), 0, 100),
        bays.integer("lowBatteryMillivolts", standard.lowBatteryMillivolts(), 0, 60_000));
  }
}
