package io.wugan.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.testing.LotScript;
import io.wugan.core.testing.Passages;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionKeeperTest {

  private final LotScript lot = new LotScript();

  /** Numbers are those of the acceptance scenarios. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A01 normal stay       | in 08:00 浙A12345; out 09:20 浙A12345 | 浙A12345 80min EXIT_MATCHED | 0
          A05 quick return      | in 08:00 浙A12345; out 09:20 浙A12345; in 09:20:40 浙A12345 | 浙A12345 80min EXIT_MATCHED; 浙A12345 OPEN | 1
          A10 exact wins        | in 08:00 浙A12345; in 08:10 浙A1Z345; out 09:00 浙A12345 | 浙A12345 60min EXIT_MATCHED; 浙A1Z345 OPEN | 1
          A12 no plate opens    | in 08:00 - | - OPEN | 1
          A12 read on exit only | in 08:00 -; out 09:00 浙A12345 | - OPEN | 0
          A13 read on entry only | in 08:00 浙A12345; out 09:00 - | 浙A12345 OPEN | 0
          A21 re-entry          | in 08:00 浙A12345; in 10:00 浙A12345 | 浙A12345 ? REENTRY_IMPLIED_EXIT review; 浙A12345 OPEN | 2
          A22 too long          | in 08:00 浙A12345; sweep 32d00:00 | 浙A12345 ? MAX_STAY_EXCEEDED review | 1
          A22 not yet too long  | in 08:00 浙A12345; sweep 31d08:00 | 浙A12345 OPEN | 1
          A22 exit afterwards   | in 08:00 浙A12345; sweep 32d00:00; out 32d01:00 浙A12345 | 浙A12345 ? MAX_STAY_EXCEEDED review | 0
          A23 emergency         | in 08:00 浙X1234应急/WHITE; out 09:00 浙X1234应急/WHITE | 浙X1234应急 60min EXIT_MATCHED | 0
          A25 large new energy  | in 08:00 浙A12345D/YELLOW_GREEN; out 09:00 浙A12345D/YELLOW_GREEN | 浙A12345D 60min EXIT_MATCHED | 0
          A46 late second read  | in 08:00 浙A12345; out 09:20 浙A12345; out 09:21:30 浙A12345 | 浙A12345 80min EXIT_MATCHED | -1
          A47 missed exit       | in 08:00 浙A12345; in 2d09:00 浙A12345; out 2d10:00 浙A12345 | 浙A12345 ? REENTRY_IMPLIED_EXIT review; 浙A12345 60min EXIT_MATCHED | 1
          A49 fleet             | in 08:00 浙AT1001; in 08:01 浙AT1002; out 09:00 浙AT1003 | 浙AT1001 OPEN; 浙AT1002 OPEN | 1
          orphan exit           | out 09:00 浙A12345 |  | -1
          direction unknown     | in 08:00 浙A12345; pass 09:00 浙A12345 | 浙A12345 OPEN | 1
          two without plate     | in 08:00 -; in 08:05 - | - OPEN; - OPEN | 2
          clone, other colour   | in 08:00 浙A12345; in 09:00 浙A12345/YELLOW | 浙A12345 OPEN; 浙A12345 OPEN | 2
          clone leaves          | in 08:00 浙A12345; in 09:00 浙A12345/YELLOW; out 10:00 浙A12345/YELLOW | 浙A12345 OPEN; 浙A12345 60min EXIT_MATCHED | 1
          clone, colour unseen  | in 08:00 浙A12345; in 09:00 浙A12345/YELLOW; out 10:00 浙A12345/UNKNOWN | 浙A12345 OPEN; 浙A12345 OPEN | 1
          other colour leaves   | in 08:00 浙A12345; out 09:00 浙A12345/YELLOW | 浙A12345 OPEN | 0
          colour unseen on exit | in 08:00 浙A12345; out 09:00 浙A12345/UNKNOWN | 浙A12345 60min EXIT_MATCHED | 0
          colour unseen on entry | in 08:00 浙A12345/UNKNOWN; out 09:00 浙A12345/YELLOW | 浙A12345 60min EXIT_MATCHED | 0
          reset                 | in 08:00 浙A12345; in 08:05 -; reset 10:00 | 浙A12345 ? INVENTORY_RESET; - ? INVENTORY_RESET | 2
          reset spares later    | in 08:00 浙A12345; in 11:00 浙B67890; reset 10:00 | 浙A12345 ? INVENTORY_RESET; 浙B67890 OPEN | 2
          """)
  void sessions_events_standAsTold(String name, String script, String sessions, long occupancy) {
    lot.play(script);
    assertThat(lot.sessions()).isEqualTo(sessions == null ? "" : sessions);
    assertThat(lot.occupancy()).isEqualTo(occupancy);
  }

  @Test
  void entry_session_keepsPassageColorAndFirstRevision() {
    Decision decision = lot.play("in 08:00 浙A12345/YELLOW");

    assertThat(decision).isInstanceOf(Decision.EntryOpened.class);
    Session opened = ((Decision.EntryOpened) decision).opened();
    assertThat(opened.color()).isEqualTo(PlateColor.YELLOW);
    assertThat(opened.revision()).isEqualTo(1);
    assertThat(opened.review()).isFalse();
    assertThat(opened.entry())
        .isEqualTo(PassageRef.of(((Decision.EntryOpened) decision).passage()));
    assertThat(opened.entry().laneId()).isEqualTo("E1");
  }

  @Test
  void exit_matched_closesOneSessionWithTheNextRevision() {
    lot.play("in 08:00 浙A12345; in 08:30 浙B67890");
    Decision decision = lot.play("out 09:20 浙A12345");

    assertThat(decision).isInstanceOf(Decision.ExitClosed.class);
    Decision.ExitClosed closed = (Decision.ExitClosed) decision;
    assertThat(closed.changedSessions()).containsExactly(closed.closed());
    assertThat(closed.match()).isInstanceOf(MatchDecision.Exact.class);
    assertThat(closed.closed().revision()).isEqualTo(2);
    assertThat(closed.closed().exit()).contains(PassageRef.of(closed.passage()));
  }

  @Test
  void reentry_closedSession_writtenBeforeTheNewOne() {
    lot.play("in 08:00 浙A12345");
    Decision decision = lot.play("in 10:00 浙A12345");

    assertThat(decision.changedSessions())
        .extracting(Session::state)
        .containsExactly(SessionState.CLOSED, SessionState.OPEN);
    assertThat(decision.changedSessions().get(0).exit()).isEmpty();
  }

  @Test
  void orphanExit_nothingNear_changesNothing() {
    lot.play("in 08:00 浙A12345; out 09:00 浙A12345");
    Decision decision = lot.play("out 09:01:30 浙A12345");

    assertThat(decision).isInstanceOf(Decision.OrphanExit.class);
    assertThat(decision.changedSessions()).isEmpty();
    assertThat(((Decision.OrphanExit) decision).match()).isEqualTo(new MatchDecision.None());
  }

  @Test
  void orphanExit_otherColorInside_offersItToAPerson() {
    lot.play("in 08:00 浙A12345");
    Decision decision = lot.play("out 09:00 浙A12345/YELLOW");

    MatchDecision match = ((Decision.OrphanExit) decision).match();
    assertThat(match).isInstanceOf(MatchDecision.Review.class);
    assertThat(((MatchDecision.Review) match).candidates())
        .extracting(candidate -> candidate.session().color())
        .containsExactly(PlateColor.BLUE);
  }

  /** A33: entries of a board without a clock, put right by the time server an hour later. */
  @Test
  void closeOverdue_clockPutRightDuringTheStay_closesNothing() {
    LotTime dead = time("1970-01-01T00:10:00Z", 600_000);
    lot.passage(lot.passages().of(Direction.ENTER, dead, "浙A12345", PlateColor.BLUE));

    Decision decision =
        lot.keeper().closeOverdue(time("2026-03-01T09:00:00Z", 4_200_000), lot.book());

    assertThat(decision.changedSessions()).isEmpty();
  }

  /** By the one lane of a small lot, after a restart with an old date. */
  @Test
  void exitBeforeTheClockIsKnown_inTheNextBoot_isNoTurningBack() {
    LotTime entered =
        new LotTime(
            Instant.parse("2026-03-01T08:00:00Z"),
            90_000_000,
            "boot-0",
            ClockQuality.SYNCED,
            OptionalInt.empty());
    lot.passage(lot.passages().of(Direction.ENTER, "gate", entered, Optional.of(sure()), Set.of()));

    Decision decision =
        lot.passage(
            lot.passages()
                .of(
                    Direction.EXIT,
                    "gate",
                    time("2024-01-01T00:05:00Z", 300_000),
                    Optional.of(sure()),
                    Set.of()));

    assertThat(decision).isInstanceOf(Decision.ExitClosed.class);
    assertThat(decision.changedSessions()).extracting(Session::stay).containsOnly(Optional.empty());
  }

  private static PlateChoice sure() {
    return Passages.sure("浙A12345", PlateColor.BLUE);
  }

  @Test
  void closeOverdue_moreThanOneSweep_oldestFirstAndTheRestNextTime() {
    for (int i = 0; i < SessionKeeper.SWEEP_LIMIT + 5; i++) {
      lot.play("in 08:%02d:%02d 浙A%05d".formatted(i / 60, i % 60, i));
    }
    Decision first = lot.play("sweep 40d00:00");
    assertThat(first.changedSessions()).hasSize(SessionKeeper.SWEEP_LIMIT);
    assertThat(lot.open()).extracting(s -> s.plate().orElseThrow().text()).contains("浙A00104");
    assertThat(lot.play("sweep 40d00:00").changedSessions()).hasSize(5);
    assertThat(lot.play("sweep 40d00:00").changedSessions()).isEmpty();
  }

  @Test
  void voidSession_open_voidWithoutExit() {
    lot.play("in 08:00 浙A12345");
    Decision decision = lot.keeper().voidSession(lot.open().get(0), VoidReason.FALSE_READ);
    lot.apply(decision, lot.at("08:30"));

    assertThat(lot.sessions()).isEqualTo("浙A12345 ? VOIDED FALSE_READ");
    assertThat(lot.play("out 09:00 浙A12345")).isInstanceOf(Decision.OrphanExit.class);
  }

  @Test
  void voidSession_closed_refused() {
    lot.play("in 08:00 浙A12345; out 09:00 浙A12345");
    Session closed = lot.book().listAll().get(0);
    assertThatIllegalStateException()
        .isThrownBy(() -> lot.keeper().voidSession(closed, VoidReason.DUPLICATE));
  }

  private static LotTime time(String utc, long monoMillis) {
    return new LotTime(
        Instant.parse(utc), monoMillis, "boot-1", ClockQuality.UNKNOWN, OptionalInt.empty());
  }
}
