package io.wugan.lab.proof.sister;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker of stays must find each thing that can be wrong with one. */
class StayCheckTest {

  private static final Moment START = new Moment(Instant.parse("2026-11-26T12:00:00Z"), 0);

  private final List<Driven> driven =
      List.of(stay("浙A12345", 60), stay("沪B67890", 90), stay("苏C24680", 120));
  private final List<Kept> kept =
      new ArrayList<>(
          List.of(
              kept("s1", "浙A12345", "x1", 60),
              kept("s2", "沪B67890", "x2", 90),
              kept("s3", "苏C24680", "x3", 120)));
  private final List<String> bills = new ArrayList<>(List.of("s1", "s2", "s3"));

  static Driven stay(String plate, int seconds) {
    return new Driven(plate, START, Place.GATE_OUT, START.plus(Duration.ofSeconds(seconds)));
  }

  private static Kept kept(String session, String plate, String exit, int seconds) {
    return new Kept(
        session, plate, "CLOSED", Optional.of(exit), Optional.of(Duration.ofSeconds(seconds)));
  }

  private StayCheck.Result check() {
    return StayCheck.of(driven, kept, bills);
  }

  @Test
  void stays_asDriven_haveNoFault() {
    assertThat(check()).isEqualTo(new StayCheck.Result(3, 0, 0, 0, 0, 3, Duration.ZERO, List.of()));
  }

  @Test
  void stay_thatTheKeeperDoesNotKnow_isLost() {
    kept.remove(1);
    assertThat(check().lost()).isEqualTo(1);
    assertThat(check().faults()).containsExactly("no stay of 沪B6***0");
  }

  @Test
  void stay_thatIsStillOpen_isFound() {
    kept.set(1, new Kept("s2", "沪B67890", "OPEN", Optional.empty(), Optional.empty()));
    assertThat(check().open()).isEqualTo(1);
    assertThat(check().once()).isEqualTo(2);
  }

  @Test
  void stay_closedWithoutAnExit_isOpen() {
    kept.set(1, new Kept("s2", "沪B67890", "CLOSED", Optional.empty(), Optional.empty()));
    assertThat(check().open()).isEqualTo(1);
  }

  @Test
  void stay_thatIsThereTwice_isFound() {
    kept.add(kept("s4", "浙A12345", "x4", 60));
    assertThat(check().twice()).isEqualTo(1);
    assertThat(check().once()).isEqualTo(2);
  }

  @Test
  void exit_thatClosedTwoStays_isFound() {
    kept.set(2, kept("s3", "苏C24680", "x2", 120));
    assertThat(check().twice()).isEqualTo(1);
  }

  @Test
  void bills_thatAreMissing_orMadeTwice_areFound() {
    bills.remove("s1");
    bills.add("s3");
    assertThat(check().billed()).isEqualTo(1);
    assertThat(check().faults())
        .containsExactly("0 bills for the stay of 浙A1***5", "2 bills for the stay of 苏C2***0");
  }

  @Test
  void length_mayDifferByASecond_andNoMore() {
    kept.set(0, kept("s1", "浙A12345", "x1", 61));
    assertThat(check().faults()).isEmpty();
    assertThat(check().worst()).isEqualTo(Duration.ofSeconds(1));
    kept.set(0, kept("s1", "浙A12345", "x1", 360));
    assertThat(check().faults()).containsExactly("the stay of 浙A1***5 lasted 60.0 s, not 360.0 s");
  }

  @Test
  void length_thatNobodyKnows_isAFault() {
    kept.set(0, new Kept("s1", "浙A12345", "CLOSED", Optional.of("x1"), Optional.empty()));
    assertThat(check().faults()).containsExactly("the stay of 浙A1***5 has no length");
  }

  @Test
  void stay_ofAPlateThatNobodyDrove_isStrange() {
    kept.add(kept("s9", "京Q99999", "x9", 5));
    assertThat(check().strange()).isEqualTo(1);
    assertThat(check().faults()).containsExactly("stay of 京Q9***9, which nobody drove");
  }
}
