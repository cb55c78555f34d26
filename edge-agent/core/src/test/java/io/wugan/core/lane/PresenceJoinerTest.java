package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wugan.core.testing.LaneScript;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vehicles that a loop or motion tells of, with a plate and without (A12, A36). */
class PresenceJoinerTest {

  private static final Lane ENTRY = Lane.of("E1", LaneRole.ENTRY);

  private final VirtualLotClock clock =
      new VirtualLotClock(Instant.parse("2026-03-01T00:00:00Z"), "boot-1");
  private final PresenceJoiner joiner = new PresenceJoiner(ENTRY, PresenceSettings.DEFAULT);

  private LotTime at(long millis) {
    return clock.at(Duration.ofMillis(millis));
  }

  private static LaneScript script() {
    return new LaneScript(
        new PassageTracker(ENTRY, TrackerSettings.DEFAULT),
        new PresenceJoiner(ENTRY, PresenceSettings.DEFAULT));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plate and loop         | LOOP 200..1800, 浙A12345 0..2000           | 浙A12345 ENTER
          plate before the loop  | 浙A12345 0..1500, LOOP 1900..2900          | 浙A12345 ENTER
          plate after the loop   | LOOP 0..1000, 浙A12345 1500..3000          | 浙A12345 ENTER
          plate, loop dead       | 浙A12345 0..2000                           | 浙A12345 ENTER
          no plate               | LOOP 0..1500                               | NOPLATE ENTER LOOP UNSEEN
          no plate, motion       | VIDEO 0..1500                              | NOPLATE ENTER UNSEEN
          no plate, both         | VIDEO 0..1900, LOOP 400..1500              | NOPLATE ENTER LOOP UNSEEN
          no plate, loop first   | LOOP 0..1000, VIDEO 1200..1900             | NOPLATE ENTER LOOP UNSEEN
          two without plates     | LOOP 0..1500, LOOP 2500..4000              | NOPLATE ENTER LOOP UNSEEN, NOPLATE ENTER LOOP UNSEEN
          axles, no plate        | LOOP 0..700, LOOP 1000..1700               | NOPLATE ENTER LOOP UNSEEN
          axles under one plate  | LOOP 100..700, LOOP 1500..2200, 浙A12345 0..2500 | 浙A12345 ENTER
          a person               | LOOP 0..200                                | ''
          a spike                | LOOP 500..500                              | ''
          short beside a plate   | LOOP 200..300, 浙A12345 0..2000            | 浙A12345 ENTER
          no plate, then a plate | LOOP 0..1500, LOOP 2300..3500, 浙A12345 2200..3600 | NOPLATE ENTER LOOP UNSEEN, 浙A12345 ENTER
          a plate, then none     | LOOP 0..1500, 浙A12345 0..1500, LOOP 2100..3500 | 浙A12345 ENTER, NOPLATE ENTER LOOP UNSEEN
          none, next in sight    | VIDEO 0..3000, 浙A12345 1000..6000, VIDEO 4500..7000 | NOPLATE ENTER UNSEEN, 浙A12345 ENTER
          plate, motion follows  | 浙A12345 0..3000, VIDEO 2500..4500          | 浙A12345 ENTER
          driving away, motion   | VIDEO 0..2500, 浙A12345 1500..6000 @400 away | 浙A12345 ENTER
          two in sight, motion   | VIDEO 2000..4000, 浙A12345 0..3000, VIDEO 5000..7000, 浙B67890 2500..6500 @300 | 浙A12345 ENTER, 浙B67890 ENTER
          pair, one loop         | LOOP 0..4500, 浙A12345 0..1500, 浙B67890 2800..4400 | 浙A12345 ENTER, 浙B67890 ENTER TAILGATE
          pair at once, one loop | LOOP 0..2500, 浙A12345 0..1500 @200, 浙B67890 0..1500 @700 | 浙A12345 ENTER TAILGATE, 浙B67890 ENTER TAILGATE
          apart, two loops       | LOOP 0..1500, 浙A12345 0..1500, LOOP 3000..4400, 浙B67890 3000..4400 | 浙A12345 ENTER, 浙B67890 ENTER
          the same one again     | LOOP 0..1500, 浙A12345 0..1500, LOOP 9000..9900, 浙A12345 9000..9900 | 浙A12345 ENTER
          """)
  void presences_andPlates_oneSightingForEachVehicle(String name, String events, String expected) {
    for (int framesPerSecond : new int[] {10, 30}) {
      LaneScript script = script();
      script.play(events, framesPerSecond);
      assertThat(script.told()).as(framesPerSecond + " frames/s").isEqualTo(expected);
    }
  }

  @Test
  void noPlate_sighting_tellsWhenAndShowsItsMiddle() {
    LaneScript script = script();
    script.play("LOOP 1000..3000", 10);
    VehicleSighting sighting = script.seen().get(0);
    assertThat(sighting.firstSeen()).isEqualTo(script.at(1000));
    assertThat(sighting.at()).isEqualTo(script.at(3000));
    assertThat(sighting.frames()).isEqualTo(20);
    assertThat(sighting.plate()).isEmpty();
    // Taken 0.2, 0.4, 0.8 and 1.6 s after the beginning; the middle is 1 s.
    assertThat(sighting.pictures())
        .singleElement()
        .satisfies(picture -> assertThat(picture.ref().takenAt()).isEqualTo(script.at(1800)));
    assertThat(script.toldAt()).containsExactly(4000L);
  }

  /** A36. */
  @Test
  void cameraDead_loopAlive_vehiclesWithoutPictures() {
    List<VehicleSighting> seen = new ArrayList<>();
    for (int car = 0; car < 3; car++) {
      long from = car * 5000L;
      joiner.onChange(new PresenceChange(TriggerSource.LOOP, true, at(from)));
      seen.addAll(joiner.onTime(at(from + 500), List.of()));
      joiner.onChange(new PresenceChange(TriggerSource.LOOP, false, at(from + 1200)));
      seen.addAll(joiner.onTime(at(from + 2100), List.of()));
      assertThat(seen).hasSize(car);
      seen.addAll(joiner.onTime(at(from + 2200), List.of()));
    }
    assertThat(seen)
        .hasSize(3)
        .allSatisfy(
            sighting -> {
              assertThat(LaneScript.told(sighting)).isEqualTo("NOPLATE ENTER LOOP UNSEEN");
              assertThat(sighting.pictures()).isEmpty();
              assertThat(sighting.frames()).isZero();
            });
  }

  @Test
  void lane_ends_presenceThatLastsIsDecided() {
    joiner.onChange(new PresenceChange(TriggerSource.LOOP, true, at(0)));
    assertThat(joiner.finish(at(5000), List.of()))
        .extracting(VehicleSighting::at)
        .containsExactly(at(5000));
    assertThat(joiner.finish(at(6000), List.of())).isEmpty();
  }

  @Test
  void loop_stuck_flagsNobody() {
    LaneScript script = script();
    script.play("LOOP 0..200000, 浙A12345 1000..2500, 浙B67890 190000..191500", 10);
    assertThat(script.told()).isEqualTo("浙A12345 ENTER, 浙B67890 ENTER");
  }

  @Test
  void bidirectional_presenceAlone_directionUnknown() {
    Lane both = Lane.of("B1", LaneRole.BIDIRECTIONAL);
    PresenceJoiner joins = new PresenceJoiner(both, PresenceSettings.DEFAULT);
    joins.onChange(new PresenceChange(TriggerSource.LOOP, true, at(0)));
    joins.onChange(new PresenceChange(TriggerSource.LOOP, false, at(1000)));
    assertThat(joins.onTime(at(9000), List.of()))
        .extracting(VehicleSighting::direction)
        .containsExactly(Direction.UNKNOWN);
  }

  @Test
  void presences_moreThanAreRemembered_decidedEarlyAndNoneLost() {
    int cars = PresenceJoiner.MAX_PRESENCES + 20;
    occupy(cars);
    long now = cars * 1000L;
    List<VehicleSighting> early = joiner.onTime(at(now), List.of());
    List<VehicleSighting> rest = joiner.onTime(at(now + 9000), List.of());
    assertThat(early.size() + rest.size()).isEqualTo(cars);
  }

  @Test
  void presences_farTooMany_bounded() {
    occupy(10 * PresenceJoiner.MOST_UNDECIDED);
    List<VehicleSighting> seen = joiner.onTime(at(100_000_000), List.of());
    assertThat(seen).hasSizeBetween(100, PresenceJoiner.MOST_UNDECIDED + 1);
  }

  private void occupy(int times) {
    for (int i = 0; i < times; i++) {
      joiner.onChange(new PresenceChange(TriggerSource.LOOP, true, at(i * 1000L)));
      joiner.onChange(new PresenceChange(TriggerSource.LOOP, false, at(i * 1000L + 500)));
    }
  }

  @Test
  void changes_withoutAnEnd_orTwice_areNoVehicle() {
    joiner.onChange(new PresenceChange(TriggerSource.LOOP, false, at(0)));
    joiner.onChange(new PresenceChange(TriggerSource.LOOP, true, at(1000)));
    joiner.onChange(new PresenceChange(TriggerSource.LOOP, true, at(1100)));
    joiner.onChange(new PresenceChange(TriggerSource.LOOP, false, at(1500)));
    joiner.onChange(new PresenceChange(TriggerSource.LOOP, false, at(1600)));
    assertThat(joiner.onTime(at(9000), List.of())).hasSize(1);
  }

  @Test
  void presence_byAPerson_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PresenceChange(TriggerSource.MANUAL, true, at(0)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PresenceSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }
}
