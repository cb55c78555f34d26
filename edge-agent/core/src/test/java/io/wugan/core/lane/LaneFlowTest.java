package io.wugan.core.lane;

import static java.util.Arrays.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.plate.PlateRead;
import io.wugan.core.testing.LaneScript;
import io.wugan.core.testing.Reads;
import io.wugan.core.testing.Tracking;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a lane tells of the vehicles on it: who, which way, how close, and how soon. */
class LaneFlowTest {

  // Across the whole picture at 60 % of its height, 324 of 540 pixels; a car enters downwards.
  private static final TripLine LINE = new TripLine(new SharePoint(0, 0.6), new SharePoint(1, 0.6));
  private static final LaneGeometry WITH_LINE = LaneGeometry.WHOLE_PICTURE.withTripLine(LINE);

  private static Lane lane(String name) {
    return switch (name) {
      case "entry" -> Lane.of("E1", LaneRole.ENTRY);
      case "exit" -> Lane.of("X1", LaneRole.EXIT);
      case "entry seen from the front" -> new Lane("E1", LaneRole.ENTRY, true);
      case "exit seen from the front" -> new Lane("X1", LaneRole.EXIT, false);
      case "both" -> new Lane("B1", LaneRole.BIDIRECTIONAL, true);
      case "entry with line" -> Lane.of("E1", LaneRole.ENTRY).withGeometry(WITH_LINE);
      case "both with line" ->
          new Lane("B1", LaneRole.BIDIRECTIONAL, false).withGeometry(WITH_LINE);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static LaneScript script(String lane) {
    return new LaneScript(new PassageTracker(lane(lane), TrackerSettings.DEFAULT));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          entry                     | 浙A12345 0..1500                | 浙A12345 ENTER
          entry                     | 浙A12345 0..1500 @400 away      | 浙A12345 ENTER
          exit                      | 浙A12345 0..1500                | 浙A12345 EXIT
          entry seen from the front | 浙A12345 0..1500                | 浙A12345 ENTER
          entry seen from the front | 浙A12345 0..1500 @400 away      | 浙A12345 EXIT WRONG_WAY
          exit seen from the front  | 浙A12345 0..1500                | 浙A12345 EXIT
          exit seen from the front  | 浙A12345 0..1500 @400 away      | 浙A12345 ENTER WRONG_WAY
          both                      | 浙A12345 0..1500                | 浙A12345 ENTER
          both                      | 浙A12345 0..1500 @400 away      | 浙A12345 EXIT
          both with line            | 浙A12345 0..1500                | 浙A12345 ENTER
          both with line            | 浙A12345 0..1500 @400 away      | 浙A12345 EXIT
          entry with line           | 浙A12345 0..1500                | 浙A12345 ENTER
          entry with line           | 浙A12345 0..1500 @400 away      | 浙A12345 EXIT WRONG_WAY
          entry                     | 浙A12345 0..6000 @400 back      | 浙A12345 ENTER, 浙A12345 EXIT WRONG_WAY
          exit                      | 浙A12345 0..6000 @400 back      | 浙A12345 EXIT, 浙A12345 ENTER WRONG_WAY
          both                      | 浙A12345 0..6000 @400 back      | 浙A12345 ENTER, 浙A12345 EXIT
          entry with line           | 浙A12345 0..6000 @400 back      | 浙A12345 ENTER, 浙A12345 EXIT WRONG_WAY
          entry                     | 浙A12345 0..2000, 浙A12345 15000..17000 @400 away | 浙A12345 ENTER, 浙A12345 EXIT WRONG_WAY
          entry                     | 浙A12345 0..2000, 浙A12345 15000..17000           | 浙A12345 ENTER
          """)
  void direction_roleMotionOrLine(String lane, String cars, String expected) {
    LaneScript script = script(lane);
    script.play(cars, 10);
    assertThat(script.told()).isEqualTo(expected);
  }

  /** It takes more than trembling corners to call a driver a wrong one. */
  @Test
  void direction_shortOrSlightMotionAgainstTheRole_theRole() {
    LaneScript slight = script("entry seen from the front");
    for (int i = 0; i < 10; i++) {
      slight.frame(i * 100L, Reads.of("浙A12345").at(400, 400 - 20 * i, 130 - 3 * i).read());
    }
    slight.finish();
    LaneScript still = script("entry seen from the front");
    for (int i = 0; i < 10; i++) {
      still.frame(i * 100L, Reads.of("浙A12345").at(400, 300 + i, 160 - 8 * i).read());
    }
    still.finish();
    assertThat(slight.told()).isEqualTo("浙A12345 ENTER");
    assertThat(still.told()).isEqualTo("浙A12345 ENTER");
  }

  /** Stops, rolls back by a quarter of its way, stays or goes on. */
  @ParameterizedTest
  @CsvSource({"entry, false", "entry, true", "entry with line, false", "entry with line, true"})
  void car_rollingBackALittle_isOne(String lane, boolean goesOn) {
    LaneScript script = script(lane);
    double[] way = {0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.9, 0.9, 0.8, 0.7, 0.65, 0.65, 0.65, 0.65};
    int frame = 0;
    for (double progress : way) {
      script.frame(frame++ * 200L, onItsWay("浙A12345", progress));
    }
    for (double progress = 0.7; goesOn && progress <= 1; progress += 0.1) {
      script.frame(frame++ * 200L, onItsWay("浙A12345", progress));
    }
    script.finish();
    assertThat(script.told()).isEqualTo("浙A12345 ENTER");
  }

  /** Over the line and back by one and a half plate widths: still one. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void car_rollingBackOverTheLine_isOne(boolean goesOn) {
    LaneScript script = script("entry with line");
    double[] way = {0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.9, 0.8, 0.6, 0.5, 0.4, 0.4, 0.4};
    double[] on = goesOn ? new double[] {0.5, 0.6, 0.8, 1} : new double[0];
    int frame = 0;
    for (double progress : DoubleStream.concat(stream(way), stream(on)).toArray()) {
      script.frame(frame++ * 200L, onItsWay("浙A12345", progress));
    }
    script.finish();
    assertThat(script.told()).isEqualTo("浙A12345 ENTER");
  }

  /** Far enough to look smaller, but by less than half of its way. */
  @Test
  void car_backingByLessThanHalfItsWay_isOne() {
    LaneScript script = script("entry");
    for (int i = 0; i <= 20; i++) {
      script.frame(i * 200L, Reads.of("浙A12345").at(400, 60 + 22 * i, 60 + 7 * i).read());
    }
    for (int i = 1; i <= 20; i++) {
      script.frame(
          4000 + i * 200L, Reads.of("浙A12345").at(400, 500 - 10.7 * i, 200 - 3.7 * i).read());
    }
    script.finish();
    assertThat(script.told()).isEqualTo("浙A12345 ENTER");
  }

  /** In, out and in again without leaving the view. */
  @Test
  void car_thereAndBackAndThere_entersOnceByItsLastCrossing() {
    LaneScript script = script("entry with line");
    for (int i = 0; i <= 60; i++) {
      int leg = i % 40;
      script.frame(i * 200L, onItsWay("浙A12345", (leg <= 20 ? leg : 40 - leg) / 20.0));
    }
    script.finish();
    assertThat(script.told()).isEqualTo("浙A12345 ENTER");
    assertThat(script.seen().get(0).at().monoMillis()).isBetween(9000L, 11_000L);
  }

  @Test
  void plate_tremblingOnTheLineAndGoingBack_hasNotCrossed() {
    LaneScript script = script("entry with line");
    for (int i = 0; i < 60; i++) {
      double standing = 324 + (i % 2 == 0 ? 12 : -12);
      double y = i < 20 ? 100 + 11 * i : i < 40 ? standing : 324 - 11 * (i - 40);
      double widthPx = 60 + 90 * (y - 100) / 224;
      script.frame(i * 100L, Reads.of("浙A12345").at(400, y, widthPx).read());
    }
    assertThat(script.finish()).isEmpty();
  }

  /** Across the picture, and of no help by its text. */
  @Test
  void unreadableCar_hiddenWhileItDrives_isOne() {
    LaneScript script = script("entry");
    for (int i = 0; i < 16; i++) {
      if (i < 6 || i > 11) {
        String text = i % 2 == 0 ? "KL26H5009" : "MH12AB34";
        script.frame(i * 100L, Reads.of(text).at(60 + 45 * i, 300, 120).read());
      } else {
        script.frame(i * 100L);
      }
    }
    script.finish();
    assertThat(script.seen()).extracting(VehicleSighting::frames).containsExactly(10);
  }

  private static PlateRead onItsWay(String plate, double progress) {
    return Reads.of(plate).at(400, 100 + 400 * progress, 90 + 70 * progress).read();
  }

  @Test
  void car_turningBackBeforeTheLine_isNone() {
    LaneScript script = script("entry with line");
    for (int i = 0; i <= 20; i++) {
      double progress = 0.5 * (1 - Math.abs(1 - i / 10.0));
      script.frame(
          i * 200L, Reads.of("浙A12345").at(400, 100 + 400 * progress, 60 + 140 * progress).read());
    }
    assertThat(script.finish()).isEmpty();
  }

  @Test
  void crossing_betweenTwoFrames_isInterpolated() {
    LaneScript script = script("entry with line");
    // 324 of 540 pixels, where y goes from 100 to 500 in 2 s: 1120 ms.
    script.play("浙A12345 0..2000", 5);
    assertThat(script.seen().get(0).at()).isEqualTo(script.at(1120));
    assertThat(script.seen().get(0).firstSeen()).isEqualTo(script.at(0));
  }

  @Test
  void crossing_beyondTheEndsOfTheLine_isNone() {
    TripLine besides = new TripLine(new SharePoint(0.7, 0.6), new SharePoint(1, 0.6));
    Lane lane =
        Lane.of("E1", LaneRole.ENTRY)
            .withGeometry(LaneGeometry.WHOLE_PICTURE.withTripLine(besides));
    LaneScript script = new LaneScript(new PassageTracker(lane, TrackerSettings.DEFAULT));
    script.play("浙A12345 0..2000", 5);
    assertThat(script.seen().get(0).at()).isEqualTo(script.at(2000));
  }

  @Test
  void plate_tremblingOnTheLine_crossesOnce() {
    LaneScript script = script("both with line");
    for (int i = 0; i < 60; i++) {
      double standing = 324 + (i % 2 == 0 ? 12 : -12);
      double y = i < 20 ? 100 + 11 * i : i < 40 ? standing : 324 + 10 * (i - 40);
      script.frame(i * 100L, Reads.of("浙A12345").at(400, y, 120).read());
    }
    script.finish();
    assertThat(script.told()).isEqualTo("浙A12345 ENTER");
  }

  /** A18. */
  @Test
  void plate_outsideTheLanesArea_isNotFollowed() {
    LaneGeometry left =
        LaneGeometry.WHOLE_PICTURE.within(
            new SharePolygon(
                List.of(
                    new SharePoint(0, 0),
                    new SharePoint(0.6, 0),
                    new SharePoint(0.6, 1),
                    new SharePoint(0, 1))));
    Lane lane = Lane.of("E1", LaneRole.ENTRY).withGeometry(left);
    LaneScript script = new LaneScript(new PassageTracker(lane, TrackerSettings.DEFAULT));
    script.play("浙A12345 0..1500 @300, 浙B67890 0..1500 @600", 10);
    assertThat(script.plates()).isEqualTo("浙A12345");
    assertThat(script.pictures()).isBetween(1, 4);
  }

  @Test
  void plate_narrowerThanAllowed_isNotFollowed() {
    TrackerSettings settings = Tracking.withMinPlateWidth(130);
    LaneScript script = new LaneScript(new PassageTracker(lane("entry"), settings));
    script.play("浙A12345 0..3500", 10);
    // From 90 to 160 pixels in 3.5 s: 130 wide after 2 s.
    assertThat(script.seen().get(0).firstSeen()).isEqualTo(script.at(2000));
  }

  /** Final result within a second of the last frame, at any frame rate and however it was lost. */
  @ParameterizedTest
  @CsvSource({"30, 800", "10, 700", "5, 600"})
  void result_ofACarThatLeftThePicture_isOutInTime(int framesPerSecond, long atMostMillis) {
    LaneScript script = script("entry");
    script.play("浙A12345 0..2000", framesPerSecond);
    assertThat(script.toldAt().get(0) - 2000).isBetween(250L, atMostMillis);
  }

  @Test
  void result_ofACarLostInTheMiddle_waitsForIt() {
    LaneScript script = script("entry");
    for (int i = 0; i <= 10; i++) {
      script.frame(i * 100L, Reads.of("浙A12345").at(400, 100 + 8 * i, 120).read());
    }
    for (int i = 11; i <= 25; i++) {
      script.frame(i * 100L);
    }
    assertThat(script.toldAt()).containsExactly(1900L);
  }

  @Test
  void car_hiddenAndBrakingMeanwhile_isOne() {
    LaneScript script = script("entry");
    for (int i = 0; i <= 5; i++) {
      script.frame(i * 100L, Reads.of("浙A12345").at(400, 50 + 25 * i, 120).read());
    }
    for (int i = 6; i < 13; i++) {
      script.frame(i * 100L);
    }
    for (int i = 13; i < 20; i++) {
      script.frame(i * 100L, Reads.of("浙A12345").at(400, 230, 125).read());
    }
    script.finish();
    assertThat(script.seen()).extracting(VehicleSighting::frames).containsExactly(13);
  }
}
