package io.wugan.agent.config;

import io.wugan.agent.config.AgentConfig.CameraConfig;
import io.wugan.agent.config.AgentConfig.CameraPace;
import io.wugan.agent.config.AgentConfig.CommandsConfig;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.agent.config.AgentConfig.RecognitionConfig;
import io.wugan.agent.config.Problem.Severity;
import io.wugan.core.lane.Approach;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneGeometry;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.SharePoint;
import io.wugan.core.lane.SharePolygon;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.lane.TripLine;
import io.wugan.core.plate.PlateAlphabet;
import io.wugan.recognition.PictureRegion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns the sections of a file into an {@link AgentConfig}; the one place that knows defaults and
 * ranges.
 */
final class ConfigReader {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final String ID_ALLOWED = "1 to 32 of letters, digits, '_' and '-'";
  private static final Pattern PROVINCE = Pattern.compile("[" + PlateAlphabet.PROVINCES + "]");
  private static final String PROVINCE_ALLOWED = "one of " + PlateAlphabet.PROVINCES;
  private static final Pattern ANY = Pattern.compile("(?s).+");

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
    AgentConfig config =
        new AgentConfig(
            site,
            edge,
            path(root.require("data", ANY, "a folder that the agent may write to")),
            new MqttReader(root.section("mqtt"), this::path).read(),
            lanes(root),
            sessions.duration(
                "maxStay", Duration.ofDays(30), Duration.ofHours(1), Duration.ofDays(366)),
            new MatchingReader(sessions.section("matching")).read(),
            recognition(root.section("recognition")),
            tracker(root.section("tracking")),
            new EvidenceReader(evidence).read(),
            new LedgerReader(root.section("ledger"), this::path).read(),
            new UploadReader(evidence.section("upload"), this::path).read(site, edge),
            commands(root.section("commands")),
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

  private List<LaneConfig> lanes(ConfigSection root) {
    List<LaneConfig> lanes = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (ConfigSection section : root.sections("lanes")) {
      String id = section.require("id", ID, ID_ALLOWED);
      if (!id.isEmpty() && !ids.add(id)) {
        section.error("id", "'" + id + "' a second time", "an id that no other lane has");
      }
      if (!section.has("role")) {
        section.error("role", "nothing", "ENTRY, EXIT, BIDIRECTIONAL");
      }
      LaneRole role = section.choice("role", LaneRole.ENTRY);
      Approach approach = approach(section, role);
      CameraConfig camera = camera(section.section("camera"), id);
      PictureRegion region = region(section.section("region"));
      LaneGeometry geometry = geometry(section);
      if (ID.matcher(id).matches()) {
        Lane lane = new Lane(id, role, approach, geometry);
        lanes.add(new LaneConfig(lane, camera, region));
      }
    }
    return lanes;
  }

  // Only a lane of which it is said how its camera looks can tell who goes the wrong way.
  private static Approach approach(ConfigSection section, LaneRole role) {
    boolean meansEnter = section.flag("approachMeansEnter", true);
    if (!section.has("approachMeansEnter") && role != LaneRole.BIDIRECTIONAL) {
      return Approach.MEANS_NOTHING;
    }
    return meansEnter ? Approach.MEANS_ENTER : Approach.MEANS_EXIT;
  }

  private CameraConfig camera(ConfigSection camera, String laneId) {
    return new CameraConfig(
        camera.text("id", "cam-" + laneId, ID, ID_ALLOWED),
        path(camera.require("file", ANY, "a recorded video")),
        camera.flag("loop", false),
        camera.choice("pace", CameraPace.REALTIME));
  }

  private static PictureRegion region(ConfigSection region) {
    double left = region.number("left", 0, 0, 1 - PictureRegion.LEAST);
    double top = region.number("top", 0, 0, 1 - PictureRegion.LEAST);
    return new PictureRegion(
        left,
        top,
        region.number("right", 1, PictureRegion.leastAfter(left), 1),
        region.number("bottom", 1, PictureRegion.leastAfter(top), 1));
  }

  private static LaneGeometry geometry(ConfigSection lane) {
    Optional<SharePolygon> area = polygon(lane, "polygon");
    List<SharePoint> line = lane.points("tripLine", 2, 2);
    if (line.size() == 2 && line.get(0).equals(line.get(1))) {
      lane.error("tripLine", "the same point twice", "two different points");
      line = List.of();
    }
    Optional<TripLine> tripLine =
        line.isEmpty() ? Optional.empty() : Optional.of(new TripLine(line.get(0), line.get(1)));
    return new LaneGeometry(area, tripLine, polygon(lane, "virtualLoop"));
  }

  private static Optional<SharePolygon> polygon(ConfigSection lane, String key) {
    List<SharePoint> corners = lane.points(key, 3, SharePolygon.MAX_CORNERS);
    return corners.isEmpty() ? Optional.empty() : Optional.of(new SharePolygon(corners));
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
