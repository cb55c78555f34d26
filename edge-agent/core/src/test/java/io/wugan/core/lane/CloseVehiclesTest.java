package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.testing.LaneScript;
import io.wugan.core.testing.Reads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vehicles close behind one another (A15), and tractors with their trailers (A19). */
class CloseVehiclesTest {

  private static LaneScript script() {
    return new LaneScript(
        new PassageTracker(Lane.of("X1", LaneRole.EXIT), TrackerSettings.DEFAULT));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alone            | 浙A12345 0..1500                                 | 浙A12345 EXIT
          same one again   | 浙A12345 0..1500, 浙A12345 1900..2500            | 浙A12345 EXIT
          far apart        | 浙A12345 0..1500, 浙B67890 9000..9900            | 浙A12345 EXIT, 浙B67890 EXIT
          1 s apart        | 浙A12345 0..1500, 浙B67890 2500..4000            | 浙A12345 EXIT, 浙B67890 EXIT
          0.5 s apart      | 浙A12345 0..1500, 浙B67890 2000..3500            | 浙A12345 EXIT TAILGATE, 浙B67890 EXIT TAILGATE
          both in view     | 浙A12345 0..1500, 浙B67890 900..2400             | 浙A12345 EXIT TAILGATE, 浙B67890 EXIT TAILGATE
          queue            | 浙A12345 0..9000, 浙B67890 4000..13000            | 浙A12345 EXIT, 浙B67890 EXIT
          three            | 浙A12345 0..1500, 浙B67890 2000..3500, 苏E5A5A5 4000..5500 | 浙A12345 EXIT TAILGATE, 浙B67890 EXIT TAILGATE, 苏E5A5A5 EXIT TAILGATE
          pair and another | 浙A12345 0..1500, 浙B67890 2000..3500, 苏E5A5A5 6000..7500 | 浙A12345 EXIT TAILGATE, 浙B67890 EXIT TAILGATE, 苏E5A5A5 EXIT
          side by side     | 浙A12345 0..1500 @200, 浙B67890 0..1500 @700     | 浙A12345 EXIT, 浙B67890 EXIT
          nearly beside    | 浙A12345 0..1500 @200, 浙B67890 300..1800 @700   | 浙A12345 EXIT, 浙B67890 EXIT
          """)
  void cars_oneBehindTheOther_flagged(String name, String cars, String expected) {
    for (int framesPerSecond : new int[] {5, 10, 30}) {
      LaneScript script = script();
      script.play(cars, framesPerSecond);
      assertThat(script.told()).as(framesPerSecond + " frames/s").isEqualTo(expected);
    }
  }

  @Test
  void carBehindAGhost_isNotFlagged() {
    LaneScript script = script();
    script.play("浙A12345 0..1500, 浙B67890 1900..1900", 10);
    assertThat(script.told()).isEqualTo("浙A12345 EXIT");
  }

  /** Its second frame tells, and the first car waits for it. */
  @Test
  void carWhosePlateComesInTheLastFrameBeforeTheResult_isFlaggedOnBoth() {
    LaneScript script = script();
    script.play("浙A12345 0..1500, 浙B67890 2200..3700", 10);
    assertThat(script.told()).isEqualTo("浙A12345 EXIT TAILGATE, 浙B67890 EXIT TAILGATE");
    assertThat(script.toldAt().get(0) - 1500).isLessThanOrEqualTo(1000);
  }

  /** From afar any plate is read as some other; unsure reads do not make it another vehicle. */
  @Test
  void plateMisreadFromAfar_isTheSameVehicleAllAlong() {
    LaneScript script = script();
    for (long millis = 0; millis <= 4000; millis += 100) {
      boolean far = millis < 2000;
      Reads read = Reads.of(far ? "浙BW1198" : "浙C67890").withConfidence(far ? 0.2 : 0.98);
      // Where it is found better, its centre moves by most of its width.
      double y = 100 + millis * 0.01 + (far ? 0 : 25 + (millis - 2000) * 0.15);
      script.frame(millis, read.at(400, y, far ? 30 : 30 + (millis - 2000) * 0.03).read());
    }
    script.finish();
    assertThat(script.told()).isEqualTo("浙C67890 EXIT");
  }

  /** A false detection beside it, several times as wide, does not take the vehicle away. */
  @Test
  void falseDetectionOfAnotherSize_leavesTheVehicleAlone() {
    LaneScript script = script();
    for (long millis = 0; millis <= 4000; millis += 100) {
      Reads read =
          millis < 1500
              ? Reads.of("浙BW1198").withConfidence(0.2)
              : Reads.of("浙C67890").withConfidence(0.98);
      Reads plate = read.at(217, 100 + millis * 0.02, 20 + millis * 0.005);
      Reads lamp = Reads.of("YKKKKK0").withConfidence(0.2).at(355, 165, 123);
      script.frame(millis, (millis == 1500 ? lamp : plate).read());
    }
    script.finish();
    assertThat(script.told()).isEqualTo("浙C67890 EXIT");
  }

  @Test
  void streamThatBeginsAnew_doesNotFollowTheOldOne() {
    LaneScript script = script();
    script.play("浙A12345 10000..11500", 10);
    script.play("浙B67890 0..1500", 10);
    assertThat(script.told()).isEqualTo("浙A12345 EXIT, 浙B67890 EXIT");
  }

  private static void drive(
      LaneScript script, String plate, PlateColor color, long from, double x) {
    for (long millis = from; millis <= from + 1500; millis += 100) {
      script.frame(millis, onItsWay(plate, color, millis - from, x));
    }
  }

  /** Going away: only a rear can show a trailer's plate. */
  private static PlateRead onItsWay(String plate, PlateColor color, long millis, double x) {
    double progress = 1 - millis / 1500.0;
    return Reads.of(plate)
        .withColor(color, 0.9, ColorSource.PIXELS)
        .at(x, 100 + 400 * progress, 90 + 70 * progress)
        .read();
  }

  private static void idle(LaneScript script, long from, long to) {
    for (long millis = from; millis <= to; millis += 100) {
      script.frame(millis);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // plate, its colour, trailer's plate from, told
    "浙A12345, YELLOW, 3000, 浙A12345+浙B1234挂 EXIT SECOND_PLATE",
    "浙A12345, YELLOW, 4400, 浙A12345+浙B1234挂 EXIT SECOND_PLATE",
    "浙A12345, YELLOW, 1900, 浙A12345+浙B1234挂 EXIT SECOND_PLATE",
    "浙A12345, YELLOW, 5000, '浙A12345 EXIT, 浙B1234挂 EXIT'",
    // A car with a blue plate draws no trailer of this kind, and its result does not wait.
    "浙A12345, BLUE, 3000, '浙A12345 EXIT, 浙B1234挂 EXIT'",
  })
  void trailer_behindALorry_isItsSecondPlate(
      String plate, PlateColor color, long trailerFrom, String expected) {
    LaneScript script = script();
    drive(script, plate, color, 0, 400);
    idle(script, 1600, trailerFrom - 100);
    drive(script, "浙B1234挂", PlateColor.YELLOW, trailerFrom, 400);
    idle(script, trailerFrom + 1600, trailerFrom + 6000);
    assertThat(script.told()).isEqualTo(expected);
  }

  @Test
  void trailer_goingTheOtherWay_isAPassageOfItsOwn() {
    LaneScript script = script();
    drive(script, "浙A12345", PlateColor.YELLOW, 0, 400);
    for (long millis = 0; millis <= 1500; millis += 100) {
      script.frame(3000 + millis, onItsWay("浙B1234挂", PlateColor.YELLOW, 1500 - millis, 400));
    }
    script.finish();
    assertThat(script.told()).isEqualTo("浙A12345 EXIT, 浙B1234挂 EXIT");
  }

  @Test
  void trailer_alone_isAPassage() {
    LaneScript script = script();
    drive(script, "浙B1234挂", PlateColor.YELLOW, 0, 400);
    script.finish();
    assertThat(script.told()).isEqualTo("浙B1234挂 EXIT");
  }

  @Test
  void trailer_joined_tellsOfBoth() {
    LaneScript script = script();
    drive(script, "浙A12345", PlateColor.YELLOW, 0, 400);
    drive(script, "浙B1234挂", PlateColor.YELLOW, 3000, 400);
    script.finish();
    VehicleSighting lorry = script.seen().get(0);
    assertThat(lorry.frames()).isEqualTo(32);
    assertThat(lorry.pictures()).hasSize(2);
    assertThat(lorry.at()).isEqualTo(script.at(1500));
    assertThat(lorry.plate().orElseThrow().rawText()).isEqualTo("浙A12345");
    assertThat(lorry.secondPlate().orElseThrow().rawText()).isEqualTo("浙B1234挂");
  }

  /** A camera that sees fronts never sees a trailer's plate. */
  @Test
  void lorry_showingItsFront_isNotHeldBack() {
    LaneScript script = script();
    for (long millis = 0; millis <= 1500; millis += 100) {
      script.frame(millis, onItsWay("浙A12345", PlateColor.YELLOW, 1500 - millis, 400));
    }
    idle(script, 1600, 4000);
    assertThat(script.told()).isEqualTo("浙A12345 EXIT");
    assertThat(script.toldAt().get(0) - 1500).isLessThanOrEqualTo(1000);
  }

  /** Somebody else behind the lorry: there is no trailer to wait for. */
  @Test
  void lorry_followedByACar_isToldBeforeIt() {
    LaneScript script = script();
    drive(script, "浙A12345", PlateColor.YELLOW, 0, 400);
    idle(script, 1600, 2600);
    drive(script, "浙C67890", PlateColor.BLUE, 2700, 400);
    idle(script, 4300, 9000);
    assertThat(script.told()).isEqualTo("浙A12345 EXIT, 浙C67890 EXIT");
    assertThat(script.toldAt().get(0)).isLessThan(4600);
  }
}
