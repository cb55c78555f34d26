package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.testing.LaneScript;
import io.wugan.core.testing.Reads;
import io.wugan.core.testing.Tracking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectionTest {

  @ParameterizedTest
  @CsvSource({
    // role, approaching means entering, first and last width, expected
    "ENTRY, true, 90, 160, ENTER",
    "ENTRY, true, 160, 90, ENTER",
    "EXIT, true, 90, 160, EXIT",
    "EXIT, false, 160, 90, EXIT",
    "BIDIRECTIONAL, true, 90, 160, ENTER",
    "BIDIRECTIONAL, true, 160, 90, EXIT",
    "BIDIRECTIONAL, false, 90, 160, EXIT",
    "BIDIRECTIONAL, false, 160, 90, ENTER",
    "BIDIRECTIONAL, true, 100, 109, UNKNOWN",
    "BIDIRECTIONAL, true, 109, 100, UNKNOWN",
    "BIDIRECTIONAL, false, 100, 100, UNKNOWN",
  })
  void direction_roleOrMotion(
      LaneRole role, boolean approachMeansEnter, double first, double last, Direction expected) {
    LaneScript lane = lane(role, approachMeansEnter);
    drive(lane, 0, "浙A12345", first, last);
    assertThat(lane.finish()).extracting(VehicleSighting::direction).containsExactly(expected);
  }

  @Test
  void samePlate_comingBackTheOtherWayWithinTheWindow_twoSightings() {
    LaneScript lane = lane(LaneRole.BIDIRECTIONAL, true);
    drive(lane, 0, "浙A12345", 90, 160);
    drive(lane, 10_000, "浙A12345", 160, 90);
    assertThat(lane.finish())
        .extracting(VehicleSighting::direction)
        .containsExactly(Direction.ENTER, Direction.EXIT);
  }

  @Test
  void samePlate_againTheSameOrAnUnknownWayWithinTheWindow_suppressed() {
    LaneScript lane = lane(LaneRole.BIDIRECTIONAL, true);
    drive(lane, 0, "浙A12345", 90, 160);
    drive(lane, 5_000, "浙A12345", 160, 160);
    drive(lane, 10_000, "浙A12345", 90, 160);
    assertThat(lane.finish())
        .extracting(VehicleSighting::direction)
        .containsExactly(Direction.ENTER);
  }

  private static LaneScript lane(LaneRole role, boolean approachMeansEnter) {
    Lane lane = new Lane("B1", role, approachMeansEnter);
    return new LaneScript(new PassageTracker(lane, Tracking.STILL_OR_MOVING));
  }

  private static void drive(
      LaneScript lane, long fromMillis, String plate, double firstWidthPx, double lastWidthPx) {
    for (int i = 0; i <= 10; i++) {
      double widthPx = firstWidthPx + (lastWidthPx - firstWidthPx) * i / 10;
      lane.frame(fromMillis + i * 100L, Reads.of(plate).at(400, 300, widthPx).read());
    }
  }
}
