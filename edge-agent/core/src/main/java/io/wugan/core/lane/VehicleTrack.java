package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.plate.Confusables;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.plate.TextDistance;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** One vehicle while it is in view (车辆轨迹). Confined to the lane's thread. */
final class VehicleTrack {

  // A plate that has left the picture is not waited for as long as one that may be hidden; two
  // frames at 10 a second may still be missed.
  private static final Duration LEFT_AFTER = Duration.ofMillis(250);
  private static final double LEAVING_SPEED_WIDTHS = 0.2;
  private static final int LEAST_MISSES = 2;
  private static final int PATIENCE = 3;
  // A new picture is taken only when it shows clearly more than the last one: encoding costs
  // milliseconds.
  private static final double PICTURE_GAIN = 1.15;
  // Two plates of which less than this is equal are two plates, not a misreading of one.
  private static final double ANOTHER_PLATE = 0.5;
  private static final double MOST_WIDER = 2.2;
  private static final double ANOTHER_PLATE_CONFIDENCE = 0.5;
  private static final double ANOTHER_PLATE_FACTOR = 3;
  private static final double SAME_PLATE_FACTOR = 0.4;
  private static final int FRAMES_UNTIL_EXPECTED = 3;
  private static final double STRANGE_TEXT_WIDTHS = 0.5;
  // Without a readable plate a vehicle has only its presence to show for itself.
  private static final int UNREAD_FRAMES_FACTOR = 2;
  private static final int UNREAD_VISIBLE_FACTOR = 5;
  private static final double UNREAD_LETTERING = 0.8;
  // A plate number read alike twice, in two places: no false detection does that. A car at 18 km/h
  // is in five frames of a slow board's camera, and some are always missed.
  private static final int READ_ALIKE = 2;
  // Corners are found within a few percent of a plate's width.
  private static final double AS_WIDE = 0.97;
  private static final double READ_ALIKE_TRAVEL_WIDTHS = 0.5;

  private final long number;
  private final Journey journey;
  private final PlateMotion motion;
  private final ReadGroup reads = new ReadGroup();
  private final Set<Long> beside = new HashSet<>();
  private Quad lastQuad;
  private int misses;
  private double travelWidths;
  private double letteringSum;
  private double pictureScore;
  private double widestPx;
  private LotTime nearest;
  private List<EvidenceImage> pictures = List.of();

  VehicleTrack(long number, Lane lane, FrameView frame, PlateRead first) {
    this.number = number;
    this.lastQuad = first.quad();
    this.motion = new PlateMotion(first.quad());
    this.journey = new Journey(frame, first.quad(), lane.geometry().tripLine());
    reads.add(first);
    letteringSum = first.plateConfidence();
    widestPx = first.quad().widthPx();
    nearest = frame.time();
  }

  /**
   * How far a read lies from where this vehicle is expected, in plate widths. The same text brings
   * it nearer; a text that is only alike does so until the motion is known, for the next car of a
   * fleet reads alike too. Another plate moves away: in a queue, cars are seen in turn. A plate
   * more than twice as wide or narrow as expected is none of this vehicle: infinity.
   */
  double distanceTo(LotTime time, PlateRead read) {
    double seconds = secondsUnseen(time);
    double wider = read.quad().widthPx() / motion.widthPxAfter(seconds);
    if (Math.max(wider, 1 / wider) > MOST_WIDER) {
      return Double.POSITIVE_INFINITY;
    }
    Quad.Point expected = motion.centerAfter(seconds);
    double widthPx = Math.max(lastQuad.widthPx(), read.quad().widthPx());
    return expected.distanceTo(read.quad().center()) / widthPx * textFactor(read);
  }

  private double textFactor(PlateRead read) {
    PlateRead lead = reads.lead();
    if (Confusables.sameMisread(lead.text(), read.text())) {
      return SAME_PLATE_FACTOR;
    }
    double alike = TextDistance.similarity(lead.text(), read.text());
    if (isSure(lead) && isSure(read) && alike < ANOTHER_PLATE) {
      return ANOTHER_PLATE_FACTOR;
    }
    return frames() < FRAMES_UNTIL_EXPECTED ? 1 - (1 - SAME_PLATE_FACTOR) * alike : 1;
  }

  // A plate far away is read as some plate or other; only what is sure to be another one is.
  private static boolean isSure(PlateRead read) {
    return read.grammatical() && read.confidence() >= ANOTHER_PLATE_CONFIDENCE;
  }

  /**
   * What a read's text says against this vehicle, in plate widths: it settles which vehicle a read
   * belongs to where one car drives over the place at which another was last seen.
   */
  double strangeness(PlateRead read) {
    return STRANGE_TEXT_WIDTHS * (1 - TextDistance.similarity(reads.lead().text(), read.text()));
  }

  /** Takes a read of a later frame. */
  void add(FrameView frame, PlateRead read) {
    misses = 0;
    motion.observe(secondsUnseen(frame.time()), read.quad());
    journey.observe(frame, read.quad(), motion);
    lastQuad = read.quad();
    if (lastQuad.widthPx() >= AS_WIDE * widestPx) {
      widestPx = Math.max(widestPx, lastQuad.widthPx());
      nearest = frame.time();
    }
    travelWidths = Math.max(travelWidths, travelTo(lastQuad));
    letteringSum += read.plateConfidence();
    reads.add(read);
  }

  /** Takes pictures of a read that was just added, if it shows clearly more than the last ones. */
  void picture(PlateRead read, Function<Quad, List<EvidenceImage>> camera) {
    double score = ReadGroup.weight(read);
    if (pictures.isEmpty() || score > pictureScore * PICTURE_GAIN) {
      pictures = camera.apply(read.quad());
      pictureScore = score;
    }
  }

  // How far the plate is from where it was first seen, in widths, or by which part its width
  // changed.
  private double travelTo(Quad quad) {
    Way.Moment first = journey.first();
    double larger = Math.max(quad.widthPx(), first.widthPx());
    double smaller = Math.min(quad.widthPx(), first.widthPx());
    return Math.max(first.center().distanceTo(quad.center()) / larger, larger / smaller - 1);
  }

  private double secondsUnseen(LotTime time) {
    return time.since(lastSeen()).toMillis() / 1000.0;
  }

  /** Remembers which of the vehicles in view are beside this one, which has just come. */
  void beginAmong(LotTime time, List<VehicleTrack> others) {
    for (VehicleTrack other : others) {
      if (other.isBeside(time, lastQuad.center())) {
        beside.add(other.number);
      }
    }
  }

  // Beside is what lies across the direction of motion; cars that stand are taken to drive up or
  // down the picture.
  private boolean isBeside(LotTime time, Quad.Point place) {
    Quad.Point here = motion.centerAfter(secondsUnseen(time));
    double dx = place.x() - here.x();
    double dy = place.y() - here.y();
    boolean moves = Math.hypot(motion.speedX(), motion.speedY()) >= LEAVING_SPEED_WIDTHS;
    double alongX = moves ? motion.speedX() : 0;
    double alongY = moves ? motion.speedY() : 1;
    return Math.abs(dx * alongY - dy * alongX) > Math.abs(dx * alongX + dy * alongY);
  }

  /** A frame was looked at and did not show it. */
  void miss() {
    misses++;
  }

  /**
   * Whether it has gone. A camera that stalled, or a board that could not keep up, has not looked:
   * then the vehicle is waited for, for {@value #PATIENCE} times as long at most.
   */
  boolean lostAt(LotTime time, Duration lostAfter) {
    Duration unseen = time.since(lastSeen());
    return unseen.compareTo(lostAfter) > 0
        && (misses >= LEAST_MISSES || unseen.compareTo(lostAfter.multipliedBy(PATIENCE)) > 0);
  }

  /** Whether its plate is expected to be out of the picture, or of the lane, for some time. */
  boolean hasLeft(FrameView frame, LaneGeometry geometry) {
    if (frame.time().since(lastSeen()).compareTo(LEFT_AFTER) < 0) {
      return false;
    }
    double seconds = secondsUnseen(frame.time());
    return isCut(frame, motion.boxAfter(seconds))
        || !geometry.contains(frame, motion.centerAfter(seconds));
  }

  private boolean isCut(FrameView frame, Quad box) {
    return (box.minX() < 0 && motion.speedX() < -LEAVING_SPEED_WIDTHS)
        || (box.maxX() > frame.widthPx() && motion.speedX() > LEAVING_SPEED_WIDTHS)
        || (box.minY() < 0 && motion.speedY() < -LEAVING_SPEED_WIDTHS)
        || (box.maxY() > frame.heightPx() && motion.speedY() > LEAVING_SPEED_WIDTHS);
  }

  boolean isVehicle(TrackerSettings settings) {
    boolean readAlike = reads.alike() >= READ_ALIKE && travelWidths >= READ_ALIKE_TRAVEL_WIDTHS;
    return frames() >= settings.minFrames() - (readAlike ? 1 : 0)
        && travelWidths >= settings.minTravelWidths()
        && visible().compareTo(settings.minVisible()) >= 0;
  }

  /** Whether it was seen for long and surely enough to be believed although its plate is unread. */
  boolean isVehicleUnread(TrackerSettings settings) {
    return frames() >= settings.minFrames() * UNREAD_FRAMES_FACTOR
        && letteringSum / frames() >= UNREAD_LETTERING
        && visible().compareTo(settings.minVisible().multipliedBy(UNREAD_VISIBLE_FACTOR)) >= 0;
  }

  private Duration visible() {
    return lastSeen().since(firstSeen());
  }

  long number() {
    return number;
  }

  LotTime firstSeen() {
    return journey.first().time();
  }

  LotTime lastSeen() {
    return journey.last().time();
  }

  int frames() {
    return journey.last().frames();
  }

  Journey journey() {
    return journey;
  }

  /** What it reads best so far. */
  PlateRead lead() {
    return reads.lead();
  }

  /** How many frames read exactly that. */
  int agreeing() {
    return reads.agreeing();
  }

  boolean isTrailer() {
    return reads.lead().category() == PlateCategory.TRAILER;
  }

  PlateChoice choose(TrackerSettings settings) {
    return reads.choose(settings.minReadConfidence());
  }

  PlateView view() {
    return new PlateView(
        number,
        reads.lead().text(),
        firstSeen(),
        lastSeen(),
        nearest,
        frames(),
        Set.copyOf(beside));
  }

  List<EvidenceImage> pictures() {
    return pictures;
  }
}
