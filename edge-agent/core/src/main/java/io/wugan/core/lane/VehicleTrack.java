package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.plate.Confusables;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.plate.TextDistance;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One vehicle while it is in view (车辆轨迹). Confined to the lane's thread. */
final class VehicleTrack {

  // A new picture is taken only when it shows clearly more than the last one: encoding costs
  // milliseconds.
  private static final double PICTURE_GAIN = 1.15;
  // Two plates of which less than this is equal are two plates, not a misreading of one.
  private static final double ANOTHER_PLATE = 0.5;
  private static final double ANOTHER_PLATE_FACTOR = 3;
  private static final double SAME_PLATE_FACTOR = 0.4;
  private static final int FRAMES_UNTIL_EXPECTED = 3;
  private static final double STRANGE_TEXT_WIDTHS = 0.5;
  // Without a readable plate a vehicle has only its presence to show for itself.
  private static final int UNREAD_FRAMES_FACTOR = 2;
  private static final int UNREAD_VISIBLE_FACTOR = 5;
  private static final double UNREAD_LETTERING = 0.8;

  private final LotTime firstSeen;
  private final Quad firstQuad;
  private final ReadGroup reads = new ReadGroup();
  private LotTime lastSeen;
  private Quad lastQuad;
  private double velocityXPerMilli;
  private double velocityYPerMilli;
  private double travelWidths;
  private double letteringSum;
  private int frames;
  private double pictureScore;
  private List<EvidenceImage> pictures = List.of();

  VehicleTrack(LotTime time, PlateRead first) {
    this.firstSeen = time;
    this.lastSeen = time;
    this.lastQuad = first.quad();
    this.firstQuad = first.quad();
  }

  /**
   * How far a read lies from where this vehicle is expected, in plate widths. The same text brings
   * it nearer; a text that is only alike does so until the motion is known, for the next car of a
   * fleet reads alike too. Another plate moves away: in a queue, cars are seen in turn.
   */
  double distanceTo(LotTime time, PlateRead read) {
    long millis = time.since(lastSeen).toMillis();
    Quad.Point center = lastQuad.center();
    Quad.Point expected =
        new Quad.Point(
            center.x() + velocityXPerMilli * millis, center.y() + velocityYPerMilli * millis);
    Quad.Point actual = read.quad().center();
    double widthPx = Math.max(lastQuad.widthPx(), read.quad().widthPx());
    double nearest = Math.min(expected.distanceTo(actual), center.distanceTo(actual));
    return nearest / widthPx * textFactor(read);
  }

  private double textFactor(PlateRead read) {
    PlateRead lead = reads.lead();
    if (Confusables.sameMisread(lead.text(), read.text())) {
      return SAME_PLATE_FACTOR;
    }
    double alike = TextDistance.similarity(lead.text(), read.text());
    if (lead.grammatical() && read.grammatical() && alike < ANOTHER_PLATE) {
      return ANOTHER_PLATE_FACTOR;
    }
    return frames < FRAMES_UNTIL_EXPECTED ? 1 - (1 - SAME_PLATE_FACTOR) * alike : 1;
  }

  /**
   * What a read's text says against this vehicle, in plate widths: it settles which vehicle a read
   * belongs to where one car drives over the place at which another was last seen.
   */
  double strangeness(PlateRead read) {
    return STRANGE_TEXT_WIDTHS * (1 - TextDistance.similarity(reads.lead().text(), read.text()));
  }

  void add(LotTime time, PlateRead read, Function<Quad, List<EvidenceImage>> camera) {
    long millis = time.since(lastSeen).toMillis();
    if (millis > 0) {
      Quad.Point from = lastQuad.center();
      Quad.Point to = read.quad().center();
      velocityXPerMilli = (velocityXPerMilli + (to.x() - from.x()) / millis) / 2;
      velocityYPerMilli = (velocityYPerMilli + (to.y() - from.y()) / millis) / 2;
    }
    lastSeen = time;
    lastQuad = read.quad();
    travelWidths = Math.max(travelWidths, travelTo(lastQuad));
    frames++;
    letteringSum += read.plateConfidence();
    reads.add(read);
    double score = ReadGroup.weight(read);
    if (pictures.isEmpty() || score > pictureScore * PICTURE_GAIN) {
      pictures = camera.apply(read.quad());
      pictureScore = score;
    }
  }

  // How far the plate is from where it was first seen, in widths, or by which part its width
  // changed.
  private double travelTo(Quad quad) {
    double larger = Math.max(quad.widthPx(), firstQuad.widthPx());
    double smaller = Math.min(quad.widthPx(), firstQuad.widthPx());
    return Math.max(firstQuad.center().distanceTo(quad.center()) / larger, larger / smaller - 1);
  }

  LotTime lastSeen() {
    return lastSeen;
  }

  boolean lostAt(LotTime time, Duration lostAfter) {
    return time.since(lastSeen).compareTo(lostAfter) > 0;
  }

  boolean isVehicle(TrackerSettings settings) {
    return frames >= settings.minFrames()
        && travelWidths >= settings.minTravelWidths()
        && lastSeen.since(firstSeen).compareTo(settings.minVisible()) >= 0;
  }

  /** Whether it was seen for long and surely enough to be believed although its plate is unread. */
  boolean isVehicleUnread(TrackerSettings settings) {
    return frames >= settings.minFrames() * UNREAD_FRAMES_FACTOR
        && letteringSum / frames >= UNREAD_LETTERING
        && lastSeen
                .since(firstSeen)
                .compareTo(settings.minVisible().multipliedBy(UNREAD_VISIBLE_FACTOR))
            >= 0;
  }

  VehicleSighting finish(Lane lane, TrackerSettings settings) {
    PlateChoice choice = reads.choose(settings.minReadConfidence());
    return new VehicleSighting(
        lane,
        direction(lane),
        TriggerSource.VIDEO,
        Optional.of(choice),
        lastSeen,
        firstSeen,
        frames,
        pictures,
        Set.of());
  }

  private Direction direction(Lane lane) {
    return switch (lane.role()) {
      case ENTRY -> Direction.ENTER;
      case EXIT -> Direction.EXIT;
      case BIDIRECTIONAL -> directionOfMotion(lane);
    };
  }

  private Direction directionOfMotion(Lane lane) {
    double growth = lastQuad.widthPx() / firstQuad.widthPx();
    // Less change than this is within the error of the corners.
    if (growth > 0.9 && growth < 1.1) {
      return Direction.UNKNOWN;
    }
    return growth > 1 == lane.approachMeansEnter() ? Direction.ENTER : Direction.EXIT;
  }
}
