package io.wugan.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.testing.InMemorySessionBook;
import io.wugan.core.time.ClockAnchor;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeDeskTest {

  private static final Instant OLD = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private final InMemorySessionBook book = new InMemorySessionBook();
  private final TimeDesk desk = new TimeDesk();
  private long lastId;
  private final SessionKeeper keeper =
      new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), this::id);
  private final ChangeWriter writer = new ChangeWriter(this::id);

  private UUID id() {
    return new UUID(0, ++lastId);
  }

  private static LotTime unknown(String boot, long seconds) {
    return new LotTime(
        OLD.plusSeconds(seconds), seconds * 1000, boot, ClockQuality.UNKNOWN, OptionalInt.empty());
  }

  private static LotTime synced(String boot, long seconds) {
    return new LotTime(
        NOW.plusSeconds(seconds), seconds * 1000, boot, ClockQuality.SYNCED, OptionalInt.empty());
  }

  private static ClockAnchor anchor(LotTime at) {
    return new ClockAnchor(at, ClockAnchor.Reason.FIRST_SYNC, OptionalLong.empty());
  }

  /** A vehicle without a plate enters, or leaves, by the one lane. */
  private Decision pass(Direction direction, LotTime at) {
    Passage passage =
        new Passage(
            id(),
            "gate",
            direction,
            TriggerSource.LOOP,
            Optional.empty(),
            at,
            at,
            0,
            List.of(),
            Set.of());
    Decision decision = keeper.decide(passage, book);
    book.write(writer.write(Optional.of(passage), decision, book, at));
    return decision;
  }

  private Decision.Redated redate(ClockAnchor anchor, Optional<UUID> before) {
    Decision.Redated decision = desk.decide(anchor, before, book);
    book.write(writer.write(Optional.empty(), decision, book, anchor.at()));
    return decision;
  }

  @Test
  void onlyTheAnchorsBoot_andOnlyWhatNobodyTrusted_isPutRight() {
    pass(Direction.ENTER, unknown("a", 10));
    pass(Direction.ENTER, unknown("b", 10));
    pass(Direction.ENTER, synced("b", 20));

    Decision.Redated decision = redate(anchor(synced("b", 30)), Optional.empty());

    assertThat(decision.redated())
        .singleElement()
        .satisfies(s -> assertThat(s.entry().at().utc()).isEqualTo(NOW.plusSeconds(10)));
    assertThat(decision.resume()).isEmpty();
    assertThat(book.listAll()).extracting(Session::revision).containsExactly(1, 2, 1);
  }

  @Test
  void secondTime_changesNothing() {
    pass(Direction.ENTER, unknown("a", 10));
    redate(anchor(synced("a", 30)), Optional.empty());

    assertThat(redate(anchor(synced("a", 90)), Optional.empty()).redated()).isEmpty();
  }

  @Test
  void steps_goBackToTheBeginningOfTheBoot() {
    for (int i = 0; i < TimeDesk.STEP_LIMIT + 20; i++) {
      pass(Direction.ENTER, unknown("a", i));
    }
    Decision.Redated first = redate(anchor(synced("a", 900)), Optional.empty());
    Decision.Redated second = redate(anchor(synced("a", 900)), first.resume());

    assertThat(first.redated()).hasSize(TimeDesk.STEP_LIMIT);
    assertThat(second.redated()).hasSize(20);
    assertThat(second.resume()).isEmpty();
  }

  @Test
  void stepWithKnownClockOnly_endsTheSearch() {
    pass(Direction.ENTER, unknown("a", 0));
    for (int i = 1; i <= TimeDesk.STEP_LIMIT; i++) {
      pass(Direction.ENTER, synced("a", i));
    }
    Decision.Redated decision = redate(anchor(synced("a", 900)), Optional.empty());

    assertThat(decision.redated()).isEmpty();
    assertThat(decision.resume()).isEmpty();
  }

  @Test
  void longOverdueByAClockThatNobodyTrusted_staysOpen_untilThisBootIsAsOld() {
    pass(Direction.ENTER, unknown("a", 0));
    long maxStay = Duration.ofDays(30).toSeconds();

    assertThat(keeper.closeOverdue(synced("b", 60), book).changedSessions()).isEmpty();
    assertThat(keeper.closeOverdue(synced("b", maxStay + 1), book).changedSessions()).hasSize(1);
  }
}
