package io.wugan.core.lane;

import io.wugan.core.time.LotTime;
import java.util.List;
import java.util.Optional;

/**
 * Which way a vehicle went, by the strongest evidence there is:
 *
 * <pre>
 * trip line crossed                  the side it went to
 * crossed there and back             two legs, one each way
 * turned back in view                two legs; with a trip line that it never reached, none
 * came nearer or went away, clearly  what that means for the lane ({@link Lane#approach()})
 * same plate a moment before, going  the other way than then
 *   clearly the other way
 * anything else                      the role; in a BIDIRECTIONAL lane by the least growth
 * </pre>
 *
 * On an ENTRY or EXIT lane a direction against the role is the wrong way.
 */
final class DirectionJudge {

  // Less change of a plate's width than this is within the error of the corners.
  private static final double LEAST_GROWTH = 1.1;

  private final Lane lane;

  DirectionJudge(Lane lane) {
    this.lane = lane;
  }

  /**
   * The legs of one vehicle's way, in order.
   *
   * @param before the same plate, if it went by a moment before
   */
  List<Leg> legs(Journey journey, Optional<RecentPlates.Recent> before) {
    List<Crossing> crossings = journey.crossings();
    if (!crossings.isEmpty() && journey.out().isClear()) {
      return byCrossings(journey, crossings);
    }
    if (journey.turnedBack()) {
      return journey.hasTripLine() ? List.of() : thereAndBack(journey);
    }
    LotTime at = crossings.isEmpty() ? journey.last().time() : crossings.get(0).at();
    return List.of(leg(ofSingleWay(journey, before), at, journey.whole()));
  }

  private List<Leg> byCrossings(Journey journey, List<Crossing> crossings) {
    Crossing there = crossings.get(0);
    if (crossings.size() == 1) {
      return List.of(leg(directionOf(there), there.at(), journey.whole()));
    }
    Crossing back = crossings.get(1);
    return List.of(
        leg(directionOf(there), there.at(), journey.out()),
        leg(directionOf(back), back.at(), journey.back()));
  }

  private List<Leg> thereAndBack(Journey journey) {
    Direction there = ofTendency(journey.out().tendency()).orElse(ofRole());
    return List.of(
        leg(there, journey.farthest().time(), journey.out()),
        leg(opposite(there), journey.last().time(), journey.back()));
  }

  private Direction ofSingleWay(Journey journey, Optional<RecentPlates.Recent> before) {
    if (lane.role() == LaneRole.BIDIRECTIONAL) {
      return ofLeastGrowth(journey.whole().growth());
    }
    Tendency tendency = journey.whole().tendency();
    Optional<Direction> turned =
        before
            .filter(plate -> plate.tendency().opposite(tendency))
            .map(plate -> opposite(plate.direction()));
    return ofTendency(tendency).or(() -> turned).orElse(ofRole());
  }

  private Leg leg(Direction direction, LotTime at, Way way) {
    boolean wrongWay = lane.role() != LaneRole.BIDIRECTIONAL && direction != ofRole();
    int frames = Math.max(1, way.to().frames() - way.from().frames() + 1);
    return new Leg(
        direction, wrongWay, at, way.from().time(), way.to().time(), frames, way.tendency());
  }

  private Direction ofRole() {
    return switch (lane.role()) {
      case ENTRY -> Direction.ENTER;
      case EXIT -> Direction.EXIT;
      case BIDIRECTIONAL -> Direction.UNKNOWN;
    };
  }

  private Optional<Direction> ofTendency(Tendency tendency) {
    if (tendency == Tendency.UNCLEAR || lane.approach() == Approach.MEANS_NOTHING) {
      return Optional.empty();
    }
    return Optional.of(ofApproach(tendency == Tendency.NEARER));
  }

  private Direction ofLeastGrowth(double growth) {
    if (growth > 1 / LEAST_GROWTH && growth < LEAST_GROWTH) {
      return Direction.UNKNOWN;
    }
    return ofApproach(growth > 1);
  }

  private Direction ofApproach(boolean nearer) {
    return switch (lane.approach()) {
      case MEANS_ENTER -> nearer ? Direction.ENTER : Direction.EXIT;
      case MEANS_EXIT -> nearer ? Direction.EXIT : Direction.ENTER;
      case MEANS_NOTHING -> Direction.UNKNOWN;
    };
  }

  private static Direction directionOf(Crossing crossing) {
    return crossing.entering() ? Direction.ENTER : Direction.EXIT;
  }

  static Direction opposite(Direction direction) {
    return switch (direction) {
      case ENTER -> Direction.EXIT;
      case EXIT -> Direction.ENTER;
      case UNKNOWN -> Direction.UNKNOWN;
    };
  }
}
