package io.wugan.agent.config;

import io.wugan.agent.config.AgentConfig.CommandsConfig;
import io.wugan.agent.config.AgentConfig.RecognitionConfig;
import io.wugan.agent.config.Problem.Severity;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.plate.PlateAlphabet;
import io.wugan.devices.gpio.GpioSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns the sections of a file into an {@link AgentConfig}; the one place that knows defaults and
 * ranges.
 */
final class ConfigReader {

  static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  static final String ID_ALLOWED = "1 to 32 of letters, digits, '_' and '-'";
  private static final Pattern PROVINCE = Pattern.compile("[" + PlateAlphabet.PROVINCES + "]");
  private static final String PROVINCE_ALLOWED = "one of " + PlateAlphabet.PROVINCES;
  static final Pattern ANY = Pattern.compile("(?s).+");

  private final Path folder;

  /**
   * @param folder folder that relative paths are taken from
   */
  ConfigReader(Path folder) {
    this.folder = folder;
  }

  AgentConfig read(ConfigSection root, AgentConfig.Source source) {
    ConfigSection sessions = root.section("sessions");
    ConfigSection evidence = root.section("evidence");
    String site = root.require("site", ID, ID_ALLOWED);
    String edge = root.require("edge", ID, ID_ALLOWED);
    Path data = path(root.require("data", ANY, "a folder that the agent may write to"));
    GpioSettings gpio = new GpioReader(root.section("gpio"), this::path).read(data);
    AgentConfig config =
        new AgentConfig(
            site,
            edge,
            data,
            new MqttReader(root.section("mqtt"), this::path).read(),
            gpio,
            new LanesReader(root, this::path, gpio).read(),
            new BaysReader(root, this::path).read(),
            new LotReader(root, this::path).read(edge),
            sessions.duration(
                "maxStay", Duration.ofDays(30), Duration.ofHours(1), Duration.ofDays(366)),
            new MatchingReader(sessions.section("matching")).read(),
            recognition(root.section("recognition")),
            tracker(root.section("tracking")),
            new EvidenceReader(evidence).read(),
            new LedgerReader(root.section("ledger"), this::path).read(),
            new UploadReader(evidence.section("upload"), this::path).read(site, edge),
            commands(root.section("commands")),
            new UpdatesReader(root.section("updates"), this::path).read(),
            new EnrolReader(root, this::path).read(site, edge),
            new MetricsReader(root).read(),
            new PageReader(root).read(),
            source);
    root.noteUnknownKeys();
    return config;
  }

  private Path path(String text) {
    return folder.resolve(text).normalize();
  }

  private Optional<Path> optionalPath(ConfigSection section, String key) {
    String text = section.text(key, "", ANY, "a path");
    return text.isEmpty() ? Optional.empty() : Optional.of(path(text));
  }

  private CommandsConfig commands(ConfigSection commands) {
    Optional<Path> keys = optionalPath(commands, "trustedKeys");
    boolean unsigned = commands.flag("unsigned", false);
    if (unsigned && keys.isPresent()) {
      commands.error("unsigned", "true", "false where trustedKeys are given");
    }
    return new CommandsConfig(
        keys,
        unsigned,
        commands.duration(
            "probation", Duration.ofMinutes(5), Duration.ofSeconds(2), Duration.ofHours(1)));
  }

  private RecognitionConfig recognition(ConfigSection section) {
    return new RecognitionConfig(
        optionalPath(section, "models"),
        section.integer("threads", 1, 1, 16),
        localProvince(section));
  }

  private static Optional<Character> localProvince(ConfigSection section) {
    if (!section.has("localProvince")) {
      return Optional.empty();
    }
    String province = section.require("localProvince", PROVINCE, PROVINCE_ALLOWED);
    return PROVINCE.matcher(province).matches()
        ? Optional.of(province.charAt(0))
        : Optional.empty();
  }

  private TrackerSettings tracker(ConfigSection section) {
    TrackerSettings standard = TrackerSettings.DEFAULT;
    return new TrackerSettings(
        section.duration(
            "lostAfter", standard.lostAfter(), Duration.ofMillis(100), Duration.ofSeconds(30)),
        section.integer("minFrames", standard.minFrames(), 1, 100),
        section.duration(
            "minVisible", standard.minVisible(), Duration.ZERO, Duration.ofSeconds(10)),
        section.duration(
            "samePlateWindow", standard.samePlateWindow(), Duration.ZERO, Duration.ofMinutes(10)),
        section.fraction("minDetectionConfidence", standard.minDetectionConfidence()),
        section.fraction("minPlateConfidence", standard.minPlateConfidence()),
        section.number("minTravelWidths", standard.minTravelWidths(), 0, 10),
        section.fraction("minReadConfidence", standard.minReadConfidence()),
        section.integer("minPlateWidthPx", standard.minPlateWidthPx(), 0, 10_000));
  }

  static Problem syntax(int line, String message) {
    return new Problem(Severity.ERROR, line, "", message, "YAML 1.2");
  }
}
