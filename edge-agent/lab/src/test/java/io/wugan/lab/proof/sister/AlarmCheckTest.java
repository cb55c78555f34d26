package io.wugan.lab.proof.sister;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker of alarms: each at its time, none without a reason, none that stays. */
class AlarmCheckTest {

  private static final Moment START = new Moment(Instant.parse("2026-11-26T12:00:00Z"), 0);
  private final List<Alarm> told = new ArrayList<>();

  private static Optional<Outage> outage(int seconds, boolean cut) {
    Moment until = START.plus(Duration.ofSeconds(seconds));
    return Optional.of(new Outage(START, until, until, cut));
  }

  private void tell(Place board, String kind, String device, int from, int until) {
    told.add(new Alarm(board, kind, device, true, START.utc().plusSeconds(from)));
    if (until > 0) {
      told.add(new Alarm(board, kind, device, false, START.utc().plusSeconds(until)));
    }
  }

  private void gatesTell() {
    tell(Place.GATE_IN, "KEEPER_AWAY", "board", 55, 602);
    tell(Place.GATE_OUT, "KEEPER_AWAY", "board", 60, 602);
  }

  private List<String> faults(Optional<Outage> outage) {
    return AlarmCheck.of(told, outage, Optional.empty()).faults();
  }

  @Test
  void longOutage_isToldByTheGates_andByAKeeperThatLives() {
    gatesTell();
    assertThat(faults(outage(600, false))).isEmpty();
    assertThat(faults(outage(600, true)))
        .containsExactly(
            "SISTER_AWAY of office for gate-in was not told",
            "SISTER_AWAY of office for gate-out was not told");
    tell(Place.OFFICE, "SISTER_AWAY", "gate-in", 170, 605);
    tell(Place.OFFICE, "SISTER_AWAY", "gate-out", 180, 605);
    assertThat(AlarmCheck.of(told, outage(600, true), Optional.empty()))
        .isEqualTo(
            new AlarmCheck.Result(
                "KEEPER_AWAY after 55, 60 s, SISTER_AWAY after 170, 180 s", List.of()));
  }

  @Test
  void longOutage_thatNobodyTells_isFound() {
    assertThat(faults(outage(600, false)))
        .containsExactly(
            "KEEPER_AWAY of gate-in for board was not told",
            "KEEPER_AWAY of gate-out for board was not told");
  }

  @Test
  void shortOutage_needsNoAlarm_andMustHaveNone() {
    assertThat(faults(outage(20, true))).isEmpty();
    gatesTell();
    assertThat(faults(outage(20, true))).hasSize(2);
    assertThat(faults(Optional.empty())).hasSize(2);
  }

  @Test
  void alarm_atTheWrongTime_orThatStays_isFound() {
    tell(Place.GATE_IN, "KEEPER_AWAY", "board", 300, 602);
    tell(Place.GATE_OUT, "KEEPER_AWAY", "board", 60, 0);
    assertThat(faults(outage(600, false)))
        .containsExactly(
            "KEEPER_AWAY of gate-in for board after 300 s",
            "KEEPER_AWAY of gate-out for board is not over");
  }

  @Test
  void twoKeepers_areFound() {
    tell(Place.GATE_IN, "KEEPER_CONFLICT", "board", 10, 20);
    assertThat(faults(Optional.empty())).containsExactly("gate-in: KEEPER_CONFLICT");
  }

  @Test
  void clocksThatDiffer_areToldOnlyWhereTheyDo() {
    Optional<Place> wrong = Optional.of(Place.GATE_OUT);
    assertThat(AlarmCheck.of(told, Optional.empty(), wrong).faults())
        .containsExactly("CLOCKS_DIFFER was not told");
    tell(Place.OFFICE, "CLOCKS_DIFFER", "gate-out", 10, 0);
    assertThat(AlarmCheck.of(told, Optional.empty(), wrong).summary()).isEqualTo("CLOCKS_DIFFER");
    assertThat(faults(Optional.empty())).containsExactly("CLOCKS_DIFFER without a reason");
  }
}
