package io.wugan.core.bay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.bay.BayBoard.Outcome;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BayBoardTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private final VirtualLotClock clock = new VirtualLotClock(START, "boot");
  private final Map<String, Boolean> health = new LinkedHashMap<>();
  private final BayBoard board =
      new BayBoard(
          BayRules.DEFAULT, (kind, place, wrong, detail) -> health.put(kind + " " + place, wrong));

  @BeforeEach
  void addSensors() {
    assertThat(board.add(new BaySensor("s1", "A-01", Duration.ofSeconds(60)), at(0))).isTrue();
    assertThat(board.add(new BaySensor("s2", "A-02", Duration.ofSeconds(60)), at(0))).isTrue();
  }

  private LotTime at(long seconds) {
    return clock.at(Duration.ofSeconds(seconds));
  }

  private Occupancy occupancy(String sensor) {
    return board.find(sensor).orElseThrow().occupancy();
  }

  private static BayReport report(long seq, boolean occupied, int age) {
    OptionalInt none = OptionalInt.empty();
    return new BayReport(
        OptionalLong.empty(), seq, occupied, OptionalInt.of(age), none, none, none);
  }

  private static BayReport battery(long seq, int percent) {
    OptionalInt none = OptionalInt.empty();
    return new BayReport(
        OptionalLong.empty(), seq, false, none, OptionalInt.of(percent), none, none);
  }

  @Test
  void firstReport_countsAtOnce() {
    assertThat(occupancy("s1")).isEqualTo(Occupancy.UNKNOWN);

    assertThat(board.report("s1", BayReport.of(7, true), at(1))).isEqualTo(Outcome.ACCEPTED);

    assertThat(occupancy("s1")).isEqualTo(Occupancy.OCCUPIED);
    assertThat(board.find("s1").orElseThrow().since()).contains(START.plusSeconds(1));
    assertThat(board.count(Occupancy.OCCUPIED)).isEqualTo(1);
  }

  @Test
  void change_countsOnceItHasLasted_withTheTimeAtWhichItBegan() {
    board.report("s1", BayReport.of(1, false), at(0));
    board.report("s1", BayReport.of(2, true), at(100));
    board.tick(at(109));
    assertThat(occupancy("s1")).isEqualTo(Occupancy.FREE);

    board.tick(at(110));

    assertThat(occupancy("s1")).isEqualTo(Occupancy.OCCUPIED);
    assertThat(board.find("s1").orElseThrow().since()).contains(START.plusSeconds(100));
  }

  @Test
  void flicker_changesNothing() {
    board.report("s1", BayReport.of(1, false), at(0));
    board.takeChanged(10);
    for (int i = 0; i < 12; i++) {
      board.report("s1", BayReport.of(2 + i, i % 2 == 0), at(100 + 5L * i));
      board.tick(at(100 + 5L * i + 4));
    }
    board.tick(at(179));

    assertThat(occupancy("s1")).isEqualTo(Occupancy.FREE);
    assertThat(board.takeChanged(10)).isEmpty();
  }

  @Test
  void changeThatIsOldAlready_countsAtOnce() {
    board.report("s1", BayReport.of(1, false), at(0));

    board.report("s1", report(2, true, 30), at(100));

    assertThat(occupancy("s1")).isEqualTo(Occupancy.OCCUPIED);
    assertThat(board.find("s1").orElseThrow().since()).contains(START.plusSeconds(70));
  }

  @Test
  void sameOrOlderReport_changesNothing() {
    board.report("s1", report(10, true, 60), at(0));

    assertThat(board.report("s1", report(10, false, 60), at(1))).isEqualTo(Outcome.REPEATED);
    assertThat(board.report("s1", report(8, false, 60), at(2))).isEqualTo(Outcome.LATE);
    assertThat(occupancy("s1")).isEqualTo(Occupancy.OCCUPIED);

    assertThat(board.report("s1", report(11, false, 60), at(3))).isEqualTo(Outcome.ACCEPTED);
    assertThat(occupancy("s1")).isEqualTo(Occupancy.FREE);
  }

  @Test
  void sequence_goesOnAfterItsGreatestNumber_andBeginsAnewWithABoot() {
    board.report("s1", BayReport.of(BayReport.MAX_SEQ, true), at(0));
    assertThat(board.report("s1", BayReport.of(0, true), at(1))).isEqualTo(Outcome.ACCEPTED);
    assertThat(board.report("s1", BayReport.of(40, true), at(2))).isEqualTo(Outcome.ACCEPTED);

    OptionalInt none = OptionalInt.empty();
    BayReport rebooted = new BayReport(OptionalLong.of(2), 1, true, none, none, none, none);

    assertThat(board.report("s1", rebooted, at(3))).isEqualTo(Outcome.ACCEPTED);
    assertThat(board.report("s1", rebooted, at(4))).isEqualTo(Outcome.REPEATED);
  }

  @Test
  void restartedSensorWithoutABoot_isBelievedWhereItIsFarBehind() {
    board.report("s1", BayReport.of(1000, true), at(0));

    assertThat(board.report("s1", BayReport.of(0, true), at(1))).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void silence_isToldOnceThreeReportsAreMissed_andEndsWithARepetition() {
    board.report("s1", BayReport.of(1, true), at(0));
    board.tick(at(180));
    assertThat(health.get("BAY_SENSOR_LOST board s1")).isFalse();

    board.tick(at(181));
    assertThat(health.get("BAY_SENSOR_LOST board s1")).isTrue();
    assertThat(health.get("BAY_SENSOR_LOST board s2")).isTrue();
    assertThat(board.find("s1").orElseThrow().lost()).isTrue();
    assertThat(occupancy("s1")).isEqualTo(Occupancy.OCCUPIED);

    assertThat(board.report("s1", BayReport.of(2, true), at(200))).isEqualTo(Outcome.ACCEPTED);
    assertThat(health.get("BAY_SENSOR_LOST board s1")).isFalse();
    assertThat(board.find("s1").orElseThrow().lost()).isFalse();
  }

  @Test
  void repetition_afterSilence_endsTheAlarmToo() {
    board.report("s1", BayReport.of(1, true), at(0));
    board.tick(at(500));
    assertThat(health.get("BAY_SENSOR_LOST board s1")).isTrue();

    assertThat(board.report("s1", BayReport.of(1, true), at(501))).isEqualTo(Outcome.REPEATED);

    assertThat(health.get("BAY_SENSOR_LOST board s1")).isFalse();
    assertThat(board.find("s1").orElseThrow().lost()).isFalse();
  }

  @Test
  void repetition_keepsASensorAlive() {
    board.report("s1", BayReport.of(1, true), at(0));
    board.report("s1", BayReport.of(1, true), at(150));

    board.tick(at(200));

    assertThat(board.find("s1").orElseThrow().lost()).isFalse();
  }

  @Test
  void battery_isToldWhereItIsLowAndWhereItIsNot() {
    board.report("s1", battery(1, 15), at(0));
    assertThat(health.get("BAY_SENSOR_BATTERY_LOW board s1")).isTrue();

    board.report("s1", battery(2, 90), at(1));
    assertThat(health.get("BAY_SENSOR_BATTERY_LOW board s1")).isFalse();
  }

  @Test
  void unknownSensor_isSaidToBe() {
    assertThat(board.report("s9", BayReport.of(1, true), at(0))).isEqualTo(Outcome.UNKNOWN_SENSOR);
  }

  @Test
  void changed_isTakenOncePerBay_theNewestStateCounts_andCanBePutBack() {
    board.report("s1", report(1, true, 60), at(0));
    board.report("s1", report(2, false, 60), at(1));
    board.report("s2", report(1, true, 60), at(2));

    List<BayState> one = board.takeChanged(1);
    List<BayState> other = board.takeChanged(5);

    assertThat(one).extracting(BayState::occupancy).containsExactly(Occupancy.FREE);
    assertThat(other).extracting(state -> state.sensor().id()).containsExactly("s2");
    assertThat(board.takeChanged(5)).isEmpty();
    board.putBack(one);
    assertThat(board.takeChanged(5)).hasSize(1);
  }

  @Test
  void sensors_haveALimit() {
    for (int i = 0; i < BayBoard.MOST - 2; i++) {
      assertThat(board.add(new BaySensor("x" + i, "b", Duration.ofSeconds(60)), at(0))).isTrue();
    }
    assertThat(board.add(new BaySensor("more", "b", Duration.ofSeconds(60)), at(0))).isFalse();
    assertThat(board.add(new BaySensor("s1", "b", Duration.ofSeconds(60)), at(0))).isTrue();
  }

  @Test
  void reportOutOfRange_saysWhatIsAllowed() {
    assertThatThrownBy(() -> BayReport.of(-1, true)).hasMessageContaining("not 0 to 4294967295");
    assertThatThrownBy(() -> battery(1, 101)).hasMessageContaining("batteryPct is 101");
    assertThatThrownBy(() -> new BaySensor("a b", "x", Duration.ofSeconds(60)))
        .hasMessageContaining("no name of a sensor");
  }
}
