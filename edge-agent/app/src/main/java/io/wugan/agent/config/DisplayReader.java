package io.wugan.agent.config;

import io.wugan.devices.display.DisplaySettings;
import io.wugan.devices.display.DisplaySettings.Answering;
import io.wugan.devices.display.DisplaySettings.Connection;
import io.wugan.devices.display.DisplaySettings.Look;
import io.wugan.devices.display.DisplaySettings.Network;
import io.wugan.devices.display.DisplaySettings.PanelColor;
import io.wugan.devices.display.Displays;
import io.wugan.devices.display.PanelType;
import io.wugan.devices.serial.SerialSettings;
import io.wugan.devices.serial.SerialSettings.Direction;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code display} of each lane; the one place that knows its defaults and ranges. One reader
 * for all lanes: panels of one serial line must agree on its speed, and have different numbers.
 */
final class DisplayReader {

  private static final Pattern PORT = Pattern.compile("(/|COM)\\S+");
  private static final Pattern ADDRESS =
      Pattern.compile("(udp|tcp)://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\]):([0-9]{1,5})");
  private static final String ADDRESS_ALLOWED = "udp://HOST:PORT or tcp://HOST:PORT";
  private static final String ONE_OF_BOTH = "one of port and address";

  private final Map<String, SerialSettings> lines = new HashMap<>();
  private final Set<String> panels = new HashSet<>();

  /** The display of a lane; none where the section is missing. */
  DisplayConfig read(ConfigSection lane) {
    ConfigSection display = lane.section("display");
    PanelType type = display.choice("type", PanelType.LOG);
    if (lane.has("display") && !display.has("type")) {
      display.error("type", "nothing", "OLM, OLM_6F, A5, COUNTER, LCD, LOG");
    }
    int usualPanel = type == PanelType.COUNTER ? 1 : 0;
    int panel = display.integer("panel", usualPanel, 0, 255);
    Optional<Connection> connection = connection(display, type, panel);
    Answering answering =
        new Answering(
            display.flag("answers", true),
            display.duration(
                "answerWithin",
                Answering.STANDARD.within(),
                Duration.ofMillis(50),
                Duration.ofMillis(800)));
    Look look = look(display, type);
    MessagesReader messages = new MessagesReader(display, type);
    // Without a way to it there are errors already; the rest is read all the same.
    DisplaySettings settings =
        connection.isPresent()
            ? new DisplaySettings(type, connection.get(), panel, answering, look)
            : DisplaySettings.LOG;
    return new DisplayConfig(settings, messages.read());
  }

  private Optional<Connection> connection(ConfigSection display, PanelType type, int panel) {
    Optional<Connection> serial = serial(display, type, panel);
    Optional<Connection> network = network(display, type);
    if (type == PanelType.LOG) {
      for (String key : new String[] {"port", "address"}) {
        if (display.has(key)) {
          display.error(key, "a way to a panel", "none for type LOG");
        }
      }
      return Optional.of(new DisplaySettings.None());
    }
    if (display.has("port") == display.has("address")) {
      String key = display.has("port") ? "address" : "port";
      display.error(key, display.has("port") ? "both" : "nothing", ONE_OF_BOTH);
      return Optional.empty();
    }
    return serial.isPresent() ? serial : network;
  }

  private Optional<Connection> serial(ConfigSection display, PanelType type, int panel) {
    int baud =
        display.integer(
            "baud", SerialSettings.USUAL_BAUD, SerialSettings.LEAST_BAUD, SerialSettings.MOST_BAUD);
    Direction direction = display.choice("direction", Direction.AUTO);
    String allowed = "the path of a serial device, such as /dev/serial/by-id/...";
    String port = display.text("port", "", PORT, allowed);
    if (!PORT.matcher(port).matches()) {
      return Optional.empty();
    }
    if (type == PanelType.LCD) {
      display.error("port", "'" + port + "'", "an address for type LCD: " + ADDRESS_ALLOWED);
      return Optional.empty();
    }
    SerialSettings line = new SerialSettings(port, baud, direction);
    SerialSettings before = lines.putIfAbsent(port, line);
    if (before != null && !before.equals(line)) {
      display.error(
          before.baud() == baud ? "direction" : "baud",
          before.baud() == baud ? direction.name() : String.valueOf(baud),
          "the same as for the other panel of " + port);
    }
    if (!panels.add(port + " " + panel)) {
      display.error("panel", panel + " a second time on " + port, "a number of its own");
    }
    return Optional.of(new DisplaySettings.Serial(line));
  }

  private static Optional<Connection> network(ConfigSection display, PanelType type) {
    String text = display.text("address", "", ADDRESS, ADDRESS_ALLOWED);
    Matcher parts = ADDRESS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(parts.group(3));
    boolean udp = parts.group(1).equals("udp");
    if (port < 1 || port > 65_535) {
      display.error("address", "'" + text + "'", "a port from 1 to 65535");
      return Optional.empty();
    }
    if (udp && type != PanelType.LCD && type != PanelType.LOG) {
      display.error("address", "'" + text + "'", "tcp://HOST:PORT for type " + type);
      return Optional.empty();
    }
    String host = parts.group(2).replaceAll("[\\[\\]]", "");
    return Optional.of(new Network(udp, host, port));
  }

  private static Look look(ConfigSection display, PanelType type) {
    Look usual = Look.standard(type);
    Optional<String> message = message(display, type);
    int least = Math.min(1, type.mostLines());
    return new Look(
        display.integer("lines", usual.lines(), least, type.mostLines()),
        // Four characters of one byte are the least that a plate can be split into.
        display.integer(
            "lineBytes",
            usual.lineBytes(),
            Math.min(4, type.mostLineBytes()),
            type.mostLineBytes()),
        display.duration("stays", usual.stays(), Duration.ofSeconds(1), Duration.ofSeconds(255)),
        display.choice("color", PanelColor.RED),
        message);
  }

  private static Optional<String> message(ConfigSection display, PanelType type) {
    if (!display.has("message")) {
      return Optional.empty();
    }
    String message = display.require("message", ConfigReader.ANY, "a JSON object");
    if (type != PanelType.LCD) {
      display.error("message", "a message", "none for type " + type);
    }
    String problem = Displays.problemOfMessage(message);
    if (!problem.isEmpty()) {
      display.error(
          "message",
          problem,
          "a JSON object with {line1} to {line8}, {lines}, {voice}, {seconds}, {color}, {free}");
    }
    return Optional.of(message);
  }
}
