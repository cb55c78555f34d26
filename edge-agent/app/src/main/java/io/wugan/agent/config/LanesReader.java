package io.wugan.agent.config;

import io.wugan.agent.config.AgentConfig.CameraConfig;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.core.lane.Approach;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneGeometry;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.SharePoint;
import io.wugan.core.lane.SharePolygon;
import io.wugan.core.lane.TripLine;
import io.wugan.devices.gpio.GpioSettings;
import io.wugan.recognition.PictureRegion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code lanes}: where they are, what sees them. */
final class LanesReader {

  private final ConfigSection root;
  private final Function<String, Path> paths;
  private final ContactsReader contacts;

  /**
   * @param root the whole file
   * @param paths takes relative paths from the file's folder
   * @param gpio inputs and outputs that lanes may use
   */
  LanesReader(ConfigSection root, Function<String, Path> paths, GpioSettings gpio) {
    this.root = root;
    this.paths = paths;
    this.contacts = new ContactsReader(gpio);
  }

  List<LaneConfig> read() {
    List<LaneConfig> lanes = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    DisplayReader displays = new DisplayReader();
    for (ConfigSection section : root.sections("lanes")) {
      String id = section.require("id", ConfigReader.ID, ConfigReader.ID_ALLOWED);
      if (!id.isEmpty() && !ids.add(id)) {
        section.error("id", "'" + id + "' a second time", "an id that no other lane has");
      }
      if (!section.has("role")) {
        section.error("role", "nothing", "ENTRY, EXIT, BIDIRECTIONAL");
      }
      LaneRole role = section.choice("role", LaneRole.ENTRY);
      Approach approach = approach(section, role);
      CameraConfig camera = new CameraReader(section, id, paths).read();
      PictureRegion region = region(section.section("region"));
      LaneGeometry geometry = geometry(section);
      LaneContacts own = contacts.read(section);
      DisplayConfig display = displays.read(section);
      if (ConfigReader.ID.matcher(id).matches()) {
        Lane lane = new Lane(id, role, approach, geometry);
        lanes.add(new LaneConfig(lane, camera, region, own, display));
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
}
