package io.wugan.core.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wugan.core.lane.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyScorerTest {

  private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

  private final List<TallyTap> taps = new ArrayList<>();
  private final List<TallySeen> seen = new ArrayList<>();

  private void tap(double second, String lane, Direction way, String plate) {
    taps.add(
        new TallyTap(
            "t" + taps.size(),
            at(second),
            lane,
            way,
            plate.isEmpty() ? Optional.empty() : Optional.of(plate)));
  }

  private void see(double second, String lane, Direction way, String plate, boolean orphan) {
    seen.add(
        new TallySeen(
            "p" + seen.size(),
            at(second),
            lane,
            way,
            plate.isEmpty() ? Optional.empty() : Optional.of(plate),
            orphan));
  }

  private static Instant at(double second) {
    return START.plusMillis(Math.round(second * 1000));
  }

  private TallyScore score() {
    return TallyScorer.score(taps, seen);
  }

  @Test
  void tap_someSecondsLate_isItsPassage() {
    tap(14, "in", Direction.ENTER, "浙A12345");
    see(10, "in", Direction.ENTER, "浙A12345", false);
    assertThat(score().captured()).isEqualTo(new Proportion(1, 1));
    assertThat(score().plates()).isEqualTo(new Proportion(1, 1));
    assertThat(score().directions()).isEqualTo(new Proportion(1, 1));
    assertThat(score().extra()).isEmpty();
  }

  @Test
  void tap_ofAnotherLane_isAnotherVehicle() {
    tap(10, "in", Direction.ENTER, "");
    see(10, "out", Direction.EXIT, "浙A12345", false);
    assertThat(score().captured()).isEqualTo(new Proportion(0, 1));
    assertThat(score().missed()).hasSize(1);
    assertThat(score().extra()).hasSize(1);
  }

  @Test
  void tap_farFromAnyPassage_isMissed() {
    tap(10, "in", Direction.ENTER, "");
    see(31, "in", Direction.ENTER, "", false);
    assertThat(score().captured()).isEqualTo(new Proportion(0, 1));
  }

  /** Of three vehicles close behind one another the first was not recorded: plates tell which. */
  @Test
  void queue_withOneNotRecorded_isPairedByItsPlates() {
    tap(10, "in", Direction.ENTER, "浙A11111");
    tap(16, "in", Direction.ENTER, "浙B22222");
    tap(22, "in", Direction.ENTER, "浙C33333");
    see(13, "in", Direction.ENTER, "浙B22222", false);
    see(19, "in", Direction.ENTER, "浙C33333", false);
    TallyScore score = score();
    assertThat(score.missed()).extracting(TallyTap::id).containsExactly("t0");
    assertThat(score.plates()).isEqualTo(new Proportion(2, 2));
  }

  @Test
  void queue_withoutPlates_isPairedInItsOrder() {
    for (int i = 0; i < 5; i++) {
      tap(10 + 4 * i + 2, "in", Direction.ENTER, "");
      see(10 + 4 * i, "in", Direction.ENTER, "", false);
    }
    assertThat(score().pairs())
        .allMatch(pair -> pair.tap().id().substring(1).equals(pair.seen().id().substring(1)))
        .hasSize(5);
  }

  @Test
  void plate_readWrongly_isAConfusionOfItsCharacters() {
    tap(10, "out", Direction.EXIT, "浙A12B45");
    see(10, "out", Direction.EXIT, "浙A12845", false);
    tap(60, "out", Direction.EXIT, "浙A1234D");
    see(61, "out", Direction.EXIT, "浙A12340", true);
    tap(90, "out", Direction.EXIT, "浙A5B789");
    see(91, "out", Direction.EXIT, "浙A58789", false);
    tap(120, "out", Direction.EXIT, "浙A99999");
    see(121, "out", Direction.EXIT, "", true);
    TallyScore score = score();
    assertThat(score.plates()).isEqualTo(new Proportion(0, 4));
    assertThat(score.unread()).isEqualTo(1);
    assertThat(score.confusions())
        .containsExactly(new Confusion('B', '8', 2), new Confusion('D', '0', 1));
    assertThat(score.orphans()).isEqualTo(new Proportion(2, 4));
  }

  @Test
  void direction_theOtherWay_isRecordedAndWrong() {
    tap(10, "both", Direction.ENTER, "");
    see(11, "both", Direction.EXIT, "", false);
    assertThat(score().captured()).isEqualTo(new Proportion(1, 1));
    assertThat(score().directions()).isEqualTo(new Proportion(0, 1));
  }

  /** Values of the Wilson score interval as statistical software gives them. */
  @Test
  void interval_isWilsons() {
    Proportion most = new Proportion(98, 100);
    assertThat(most.low()).isCloseTo(0.9300, within(0.0005));
    assertThat(most.high()).isCloseTo(0.9945, within(0.0005));
    Proportion all = new Proportion(100, 100);
    assertThat(all.low()).isCloseTo(0.9630, within(0.0005));
    assertThat(all.high()).isCloseTo(1, within(1e-9));
    assertThat(new Proportion(0, 0).low()).isZero();
    assertThat(new Proportion(0, 0).high()).isEqualTo(1);
  }

  @Test
  void proportion_ofMoreThanAll_isRefused() {
    assertThatThrownBy(() -> new Proportion(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 of 1");
  }

  @Test
  void texts_showNoPlate() {
    tap(1, "in", Direction.ENTER, "浙A12345");
    see(1, "in", Direction.ENTER, "浙A12345", false);
    assertThat(score().pairs().toString()).doesNotContain("12345");
  }
}
