package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.testing.LaneScript;
import io.wugan.core.testing.Reads;
import io.wugan.core.testing.Tracking;
import io.wugan.core.time.VirtualLotClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassageTrackerTest {

  private static final Lane ENTRY = Lane.of("E1", LaneRole.ENTRY);

  private static LaneScript lane() {
    return new LaneScript(new PassageTracker(ENTRY, Tracking.STILL_OR_MOVING));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          one car                 | 浙A12345 0..1000                             | 浙A12345
          one slow car            | 浙A12345 0..25000                            | 浙A12345
          gap shorter than lost   | 浙A12345 0..500, 浙A12345 1300..1800         | 浙A12345
          side by side            | 浙A12345 0..1000 @200, 浙B67890 0..1000 @700 | 浙A12345 浙B67890
          alike, side by side     | 浙A12345 0..1000 @200, 浙A12346 0..1000 @700 | 浙A12345 浙A12346
          1.5 s apart             | 浙A12345 0..1000, 浙B67890 2500..3500        | 浙A12345 浙B67890
          tailgating, both seen   | 浙A12345 0..1000, 浙B67890 500..1500         | 浙A12345 浙B67890
          tailgating, hard behind | 浙A12345 0..1000, 浙B67890 1200..2200        | 浙A12345 浙B67890
          tailgating fleet        | 浙AT1001 0..1000, 浙AT1002 500..1500         | 浙AT1001 浙AT1002
          three in a row          | 浙A12345 0..1000, 浙B67890 500..1500, 苏E5A5A5 1000..2000 | 浙A12345 浙B67890 苏E5A5A5
          fleet one by one        | 浙AT1001 0..1000, 浙AT1002 3000..4000, 浙AT1003 6000..7000 | 浙AT1001 浙AT1002 浙AT1003
          again within the window | 浙A12345 0..1000, 浙A12345 20000..21000      | 浙A12345
          again, misread          | 浙A12345 0..1000, 浙A1Z345 20000..21000      | 浙A12345
          again after the window  | 浙A12345 0..1000, 浙A12345 40000..41000      | 浙A12345 浙A12345
          window renewed          | 浙A12345 0..1000, 浙A12345 20000..21000, 浙A12345 45000..46000 | 浙A12345
          others in between       | 浙A12345 0..1000, 浙B67890 5000..6000, 浙A12345 20000..21000 | 浙A12345 浙B67890
          foreign plate           | KL26H5009 0..1000                            | NOPLATE
          camera stalls a second  | KL26H5009 0..4000, STALL 1000..2000          | NOPLATE
          two foreign plates      | KL26H5009 0..1000, MH12AB34 3000..4000       | NOPLATE NOPLATE
          """)
  void vehicles_script_oneSightingEach(String name, String script, String expected) {
    assertThat(LaneScript.plates(lane().play(script, 30))).as("30 frames/s").isEqualTo(expected);
    assertThat(LaneScript.plates(lane().play(script, 5))).as("5 frames/s").isEqualTo(expected);
  }

  @Test
  void car_manyFrames_sightingTellsWhenAndHowOften() {
    LaneScript lane = lane();
    lane.play("浙A12345 1000..2300", 10);

    assertThat(lane.seen()).hasSize(1);
    VehicleSighting sighting = lane.seen().get(0);
    assertThat(sighting.frames()).isEqualTo(14);
    assertThat(sighting.firstSeen()).isEqualTo(lane.at(1000));
    assertThat(sighting.at()).isEqualTo(lane.at(2300));
    assertThat(sighting.direction()).isEqualTo(Direction.ENTER);
    assertThat(sighting.lane()).isEqualTo(ENTRY);
    assertThat(sighting.pictures()).hasSize(1);
  }

  /** A04: a queue whose plates are seen in turn. */
  @Test
  void queue_platesInTurnFor40Seconds_twoSightings() {
    LaneScript lane = lane();
    PlateRead front = Reads.of("浙A11111").at(400, 450, 150).read();
    PlateRead behind = Reads.of("浙A22222").at(400, 150, 100).read();
    for (int second = 0; second < 40; second++) {
      lane.frames(second * 1000L, 5, second % 3 == 0 ? front : behind);
    }
    lane.frame(80_000);
    assertThat(lane.plates().split(" ")).containsExactlyInAnyOrder("浙A11111", "浙A22222");
  }

  @Test
  void vehicle_unseenUntilExactlyLostAfter_stillThere() {
    LaneScript lane = lane();
    lane.frames(0, 5, Reads.of("浙A12345").read());
    assertThat(lane.frame(1000)).isEmpty();
    assertThat(lane.frame(1200)).isEmpty();
    assertThat(lane.frame(1201)).hasSize(1);
  }

  /** A46 after a restart: the vehicle that was told before still stands in view. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      textBlock =
          """
          the same         | 浙A12345 | ENTER | 40000 |
          misread          | 浙A1Z345 | ENTER | 40000 |
          another          | 浙B67890 | ENTER | 40000 | 浙A12345
          a while before   | 浙A12345 | ENTER | 10000 | 浙A12345
          the other way    | 浙A12345 | EXIT  | 40000 | 浙A12345
          """)
  void vehicle_toldBeforeTheRestart_isTheSamePassage(
      String name, String known, Direction direction, long lastSeen, String expected) {
    PassageTracker tracker = new PassageTracker(ENTRY, Tracking.STILL_OR_MOVING);
    LaneScript lane = new LaneScript(tracker);
    tracker.remember(PlateNumber.of(known), direction, lane.at(lastSeen));

    lane.play("浙A12345 45000..50000", 10);

    assertThat(lane.plates()).isEqualTo(expected == null ? "" : expected);
  }

  /** A board that could not keep up has not looked. */
  @Test
  void vehicle_unseenWithoutFrames_waitsForTwo_andThreeTimesAsLongAtMost() {
    LaneScript lane = lane();
    lane.frames(0, 5, Reads.of("浙A12345").read());
    assertThat(lane.frame(2_700)).isEmpty();
    assertThat(lane.frame(2_750)).isEmpty();
    assertThat(lane.frame(2_800)).hasSize(1);

    lane.frames(30_000, 5, Reads.of("浙B67890").read());
    assertThat(lane.frame(32_801)).hasSize(1);
  }

  @Test
  void time_withoutFrames_vehicleGoneOnTheNext() {
    LaneScript lane = lane();
    lane.frames(0, 5, Reads.of("浙A12345").read());
    assertThat(lane.frame(3_600_000, Reads.of("浙B67890").read())).hasSize(1);
  }

  /** A camera that was connected anew may count its time from another beginning. */
  @Test
  void time_backByMoreThanLostAfter_vehicleInViewHandedOut() {
    LaneScript lane = lane();
    lane.frames(10_000, 5, Reads.of("浙A12345").read());
    assertThat(lane.frame(9_000, Reads.of("浙B67890").read())).hasSize(1);
    lane.frames(9_100, 5, Reads.of("浙B67890").read());
    lane.finish();
    assertThat(lane.plates()).isEqualTo("浙A12345 浙B67890");
  }

  @Test
  void time_backByALittle_sameVehicle() {
    LaneScript lane = lane();
    lane.frames(10_000, 5, Reads.of("KL26H5009").read());
    lane.frames(10_350, 5, Reads.of("KL26H5009").read());
    lane.finish();
    assertThat(lane.seen()).extracting(VehicleSighting::frames).containsExactly(10);
    assertThat(lane.seen().get(0).at()).isEqualTo(lane.at(10_750));
  }

  @Test
  void time_goingAcrossABoot_windowByUtc() {
    Instant start = Instant.parse("2026-03-01T00:00:00Z");
    PassageTracker tracker = new PassageTracker(ENTRY, Tracking.STILL_OR_MOVING);
    List<VehicleSighting> seen = new ArrayList<>();
    for (int boot = 0; boot < 4; boot++) {
      // Boots 20 s apart, the last one 40 s: that alone is beyond the window.
      long seconds = boot == 3 ? 80 : boot * 20L;
      VirtualLotClock clock = new VirtualLotClock(start.plusSeconds(seconds), "boot-" + boot);
      for (int frame = 0; frame < 5; frame++) {
        FrameView view = new FrameView(clock.at(Duration.ofMillis(frame * 100L)), 800, 540);
        seen.addAll(tracker.onFrame(view, List.of(Reads.of("浙A12345").read()), quad -> List.of()));
      }
    }
    seen.addAll(tracker.finish());
    assertThat(LaneScript.plates(seen)).isEqualTo("浙A12345 浙A12345");
  }

  @Test
  void stream_ends_vehiclesInViewHandedOutOnce() {
    LaneScript lane = lane();
    lane.frames(0, 5, Reads.of("浙A12345").at(700, 300, 120).read());
    lane.frames(500, 5, Reads.of("浙B67890").at(100, 300, 120).read());
    assertThat(LaneScript.plates(lane.finish())).isEqualTo("浙A12345 浙B67890");
    assertThat(lane.finish()).hasSize(2);
  }

  @Test
  void vehicles_lostInOneFrame_inTheOrderTheyWereLastSeen() {
    LaneScript lane = lane();
    PlateRead stays = Reads.of("浙A12345").at(100, 300, 120).read();
    PlateRead leaves = Reads.of("浙B67890").at(700, 300, 120).read();
    lane.frames(0, 5, stays, leaves);
    lane.frames(500, 3, stays);
    assertThat(LaneScript.plates(lane.frame(5000))).isEqualTo("浙B67890 浙A12345");
  }

  @Test
  void flicker_oneOrTwoFrames_nothing() {
    LaneScript lane = lane();
    PlateRead ghost = Reads.of("浙A12345").read();
    lane.frame(0, ghost);
    lane.frame(5000, ghost);
    lane.frame(5200, ghost);
    assertThat(lane.finish()).isEmpty();
  }

  @Test
  void flicker_threeFramesWithin150Millis_nothing() {
    LaneScript lane = lane();
    PlateRead ghost = Reads.of("浙A12345").read();
    lane.frame(0, ghost);
    lane.frame(33, ghost);
    lane.frame(66, ghost);
    assertThat(lane.finish()).isEmpty();
  }

  @Test
  void reads_tooUnsure_notFollowed() {
    LaneScript lane = lane();
    lane.frames(0, 10, Reads.of("浙A12345").withDetection(0.39).read());
    lane.frames(5000, 10, Reads.of("浙A12345").withLettering(0.29).read());
    assertThat(lane.finish()).isEmpty();
  }

  @Test
  void reads_withoutSize_notFollowed() {
    LaneScript lane = lane();
    lane.frames(0, 50, Reads.of("浙A12345").at(400, 300, 0).read());
    assertThat(lane.finish()).isEmpty();
    assertThat(lane.pictures()).isZero();
  }

  @Test
  void plate_detectedTwiceInEachFrame_oneVehicle() {
    LaneScript lane = lane();
    PlateRead plate = Reads.of("浙A12345").at(400, 300, 120).read();
    PlateRead twin = Reads.of("浙A1234S").at(410, 304, 126).read();
    lane.frames(0, 10, plate, twin);
    lane.finish();
    assertThat(lane.plates()).isEqualTo("浙A12345");
    assertThat(lane.seen().get(0).frames()).isEqualTo(10);
  }

  @Test
  void plate_unreadableTextChangingEveryFrame_oneSightingWithoutNumber() {
    LaneScript lane = lane();
    for (int i = 0; i < 20; i++) {
      lane.frame(i * 100L, Reads.of("KL" + i * 37 + "H" + i).at(400, 200 + i * 10, 120).read());
    }
    lane.finish();
    assertThat(lane.plates()).isEqualTo("NOPLATE");
    assertThat(lane.seen().get(0).frames()).isEqualTo(20);
  }

  @Test
  void plate_parkedInViewFlickeringForMinutes_oneSighting() {
    LaneScript lane = lane();
    PlateRead parked = Reads.of("浙A12345").read();
    for (int second = 0; second < 600; second += 5) {
      lane.frames(second * 1000L, 5, parked);
    }
    lane.finish();
    assertThat(lane.plates()).isEqualTo("浙A12345");
  }

  /** Another car passes and is done with while the repeated one is still in view. */
  @Test
  void plate_againWithinTheWindowAndInViewForLong_stillSuppressed() {
    LaneScript lane = lane();
    PlateRead again = Reads.of("浙A12345").at(100, 300, 120).read();
    lane.frames(0, 10, again);
    lane.frames(10_000, 1200, again); // a second track: until 130 s
    lane.frames(130_000, 10, again, Reads.of("浙B67890").at(700, 300, 120).read());
    lane.frames(131_000, 20, again);
    lane.finish();
    assertThat(lane.plates().split(" ")).containsExactlyInAnyOrder("浙A12345", "浙B67890");
  }

  @Test
  void tracks_full_theOneUnseenForLongestIsFinished() {
    LaneScript lane = lane();
    PlateRead[] crowd =
        IntStream.range(0, PassageTracker.MAX_TRACKS)
            .mapToObj(i -> Reads.of("浙A1" + (1000 + i)).at(500.0 * i, 300, 120).read())
            .toArray(PlateRead[]::new);
    lane.frames(0, 5, crowd);
    PlateRead[] allButTheThird =
        IntStream.range(0, crowd.length)
            .filter(i -> i != 2)
            .mapToObj(i -> crowd[i])
            .toArray(PlateRead[]::new);
    lane.frames(500, 2, allButTheThird);

    List<VehicleSighting> gone = lane.frame(700, Reads.of("苏E5A5A5").at(-5000, 300, 120).read());

    assertThat(LaneScript.plates(gone)).isEqualTo("浙A11002");
    assertThat(lane.finish()).hasSize(PassageTracker.MAX_TRACKS);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 30})
  void plate_readBetterFromFrameToFrame_picturesOnlyOnClearGain(int framesPerSecond) {
    LaneScript lane = lane();
    lane.play("浙A12345 0..2000", framesPerSecond);
    // 90 to 120 pixels is a gain of a third: at most two steps of 15 %, and the first picture.
    assertThat(lane.pictures()).isBetween(2, 3);
  }

  @Test
  void pictures_sameReadAgain_onePicture() {
    LaneScript lane = lane();
    lane.frames(0, 50, Reads.of("浙A12345").read());
    assertThat(lane.pictures()).isEqualTo(1);
  }

  @Test
  void pictures_clearlyBetterRead_theBetterOneIsKept() {
    LaneScript lane = lane();
    lane.frames(0, 5, Reads.of("浙A12345").withConfidence(0.3).read());
    lane.frames(500, 5, Reads.of("浙A12345").withConfidence(0.9).read());
    lane.frames(1000, 5, Reads.of("浙A12345").withConfidence(0.5).read());
    lane.finish();
    assertThat(lane.pictures()).isEqualTo(2);
    assertThat(lane.seen().get(0).pictures())
        .singleElement()
        .satisfies(
            picture ->
                assertThat(new String(picture.jpeg(), StandardCharsets.UTF_8))
                    .isEqualTo("picture 2"));
  }

  @Test
  void frames_withoutReads_noPictures() {
    LaneScript lane = lane();
    lane.frames(0, 20);
    lane.frames(2000, 20, Reads.of("浙A12345").withDetection(0.1).read());
    assertThat(lane.pictures()).isZero();
  }
}
