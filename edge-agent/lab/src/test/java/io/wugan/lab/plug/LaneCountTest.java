package io.wugan.lab.plug;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.lab.plug.CaptureWatch.Captured;
import io.wugan.lab.plug.LaneCount.Count;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two vehicles a minute, at 10 and 40 s; plates are made up. */
class LaneCountTest {

  private static final String FIRST = "浙A11111";
  private static final String SECOND = "浙A22222";

  private final LaneCount lane =
      new LaneCount(
          new Timetable(
              0,
              60_000,
              List.of(
                  new Timetable.Vehicle(FIRST, 10_000), new Timetable.Vehicle(SECOND, 40_000))));

  private static Captured at(String plate, long millis) {
    return new Captured(plate, millis, millis + 500);
  }

  private Count count(Captured... captured) {
    return lane.count(List.of(captured), 0, 60_000);
  }

  @Test
  void everyVehicleOnce_isWhole() {
    Count count = count(at(FIRST, 9_400), at("", 40_900));

    assertThat(count).hasToString("2 of 2, 1 NOPLATE");
    assertThat(count.isWhole()).isTrue();
    assertThat(count.delay95()).isEqualTo(0.5);
  }

  @Test
  void missingAndTwiceTold_areSeen() {
    Count count = count(at(FIRST, 9_400), at("", 10_100));

    assertThat(count).hasToString("1 of 2, 1 too many");
    assertThat(count.isWhole()).isFalse();
  }

  @Test
  void vehicleThatWasMisreadOnItsWay_whenItsCameraDied_isThereOnce() {
    Count count = count(at("豫A33333", 4_500), at(SECOND, 40_000));

    assertThat(count).hasToString("2 of 2, 1 misread");
    assertThat(count.isWhole()).isTrue();
  }

  @Test
  void misreadOneBesideTheRightOne_isOneTooMany() {
    assertThat(count(at("豫A33333", 4_500), at(FIRST, 9_900), at(SECOND, 40_000)))
        .hasToString("2 of 2, 1 too many");
  }

  @Test
  void whatComesLongBeforeAVehicle_isNotThatVehicle() {
    assertThat(count(at("豫A33333", 1_000), at(SECOND, 40_000)).isWhole()).isFalse();
  }
}
