package io.wugan.agent.config;

import io.wugan.agent.config.AgentConfig.MqttConfig;
import io.wugan.sync.uplink.MqttVersion;
import io.wugan.sync.uplink.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the section {@code mqtt}; the one place that knows its defaults and ranges. */
final class MqttReader {

  /** A broker. */
  static final Pattern URL = Pattern.compile("(tcp|ssl)://[A-Za-z0-9.\\[\\]:_-]+:[0-9]{1,5}");

  private static final Pattern ROOT = Pattern.compile("/?[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+){0,2}");
  private static final Pattern VERSION = Pattern.compile("3\\.1\\.1|5");
  private static final Pattern CLIENT_ID = Pattern.compile("[!-~]{1,128}");
  private static final Pattern ANY = Pattern.compile("(?s).+");

  private final ConfigSection mqtt;
  private final Function<String, Path> paths;

  /**
   * @param mqtt the section
   * @param paths makes a path of what the file says
   */
  MqttReader(ConfigSection mqtt, Function<String, Path> paths) {
    this.mqtt = mqtt;
    this.paths = paths;
  }

  MqttConfig read() {
    ConfigSection reconnect = mqtt.section("reconnect");
    Duration least = Duration.ofMillis(10);
    Duration min = reconnect.duration("min", Duration.ofSeconds(1), least, Duration.ofMinutes(10));
    Duration max = reconnect.duration("max", Duration.ofMinutes(1), least, Duration.ofHours(1));
    if (max.compareTo(min) < 0) {
      reconnect.error("max", max.toString(), "at least reconnect.min, which is " + min);
    }
    String url = mqtt.require("url", URL, "tcp://HOST:PORT or ssl://HOST:PORT");
    return new MqttConfig(
        url,
        version(),
        mqtt.text("root", "wugan", ROOT, "1 to 3 topic levels of letters, digits, '_' and '-'"),
        mqtt.flag("brokerKeepsStatus", true),
        text("clientId", CLIENT_ID, "1 to 128 printable characters of ASCII"),
        tls(mqtt.section("tls"), url),
        text("username", ANY, "a user name"),
        TlsReader.path(mqtt, "passwordFile", paths),
        mqtt.duration(
            "resendAfter", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(10)),
        min,
        max);
  }

  private MqttVersion version() {
    String text = mqtt.text("version", MqttVersion.V3_1_1.text(), VERSION, "3.1.1 or 5");
    return MqttVersion.named(text).orElse(MqttVersion.V3_1_1);
  }

  private TlsFiles tls(ConfigSection tls, String url) {
    TlsFiles files = TlsReader.read(tls, paths);
    if (!files.equals(TlsFiles.NONE) && url.startsWith("tcp:")) {
      mqtt.error("tls", "files", "none where url is tcp://; for these it is ssl://");
    }
    return files;
  }

  private Optional<String> text(String key, Pattern pattern, String allowed) {
    String text = mqtt.text(key, "", pattern, allowed);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
