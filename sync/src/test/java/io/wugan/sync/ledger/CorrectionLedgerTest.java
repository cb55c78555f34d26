package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.LedgerWork;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.CloseReason;
import io.wugan.core.session.Correction;
import io.wugan.core.session.Correction.Change;
import io.wugan.core.session.CorrectionDesk;
import io.wugan.core.session.CorrectionRefusedException;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.ReviewKind;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.sync.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Review items, corrections and the questions of the matcher, in a real database. */
class CorrectionLedgerTest {

  @TempDir Path directory;
  private final Samples samples = new Samples(7);
  private final SessionKeeper keeper =
      new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), samples.ids()::next);
  private final ChangeWriter writer = new ChangeWriter(samples.ids()::next);
  private final CorrectionDesk desk = new CorrectionDesk();
  private SqliteLedger ledger;
  private LedgerView view;

  @BeforeEach
  void open() {
    ledger = samples.open(directory);
    view = LedgerView.open(directory);
  }

  @AfterEach
  void close() {
    view.close();
    ledger.close();
  }

  private Passage pass(Direction direction, Optional<String> plate, long millis) {
    Passage passage = samples.passage(direction, plate, millis);
    ledger.submit(work(passage)).join();
    return passage;
  }

  private Passage enter(String plate, long millis) {
    return pass(Direction.ENTER, Optional.of(plate), millis);
  }

  private Passage leave(String plate, long millis) {
    return pass(Direction.EXIT, Optional.of(plate), millis);
  }

  private LedgerWork work(Passage passage) {
    return book ->
        writer.write(Optional.of(passage), keeper.decide(passage, book), book, passage.at());
  }

  private Commit correct(Correction correction) {
    return ledger
        .submit(
            book ->
                writer.write(
                    Optional.empty(),
                    desk.decide(correction, book, Samples.at(9_000_000)),
                    book,
                    Samples.at(9_000_000)))
        .join();
  }

  private Correction correction(UUID session, Optional<UUID> review, Change change) {
    return new Correction(
        samples.id(),
        Correction.Origin.OPERATOR,
        "li",
        "seen on the picture",
        Optional.of(session),
        OptionalInt.empty(),
        review,
        change);
  }

  @Test
  void misreadExit_closesTheOnlySessionThatIsNear_andGivesWayToThePlateItself() {
    enter("浙A12345", 0);
    enter("浙B67890", 1_000);
    leave("浙A1Z345", 600_000);
    Session fuzzy = view.listSessions(SessionState.CLOSED, 9).get(0);
    assertThat(fuzzy.closeReason()).contains(CloseReason.EXIT_MATCHED_FUZZY);

    Passage itself = leave("浙A12345", 660_000);

    Session repaired = view.findSession(fuzzy.id()).orElseThrow();
    assertThat(repaired.closeReason()).contains(CloseReason.EXIT_MATCHED);
    assertThat(repaired.exit().orElseThrow().passageId()).isEqualTo(itself.id());
    assertThat(repaired.revision()).isEqualTo(3);
    assertThat(view.listReviews(9))
        .extracting(ReviewItem::kind)
        .containsExactly(ReviewKind.DISPLACED_EXIT);
  }

  @Test
  void unmatchedExit_waits_isBound_andSettled_once() {
    Passage in = enter("浙A12345", 0);
    Passage out = leave("浙A12378", 600_000);
    ReviewItem item = view.listReviews(9).get(0);
    UUID session = item.candidates().get(0).sessionId();
    assertThat(item.kind()).isEqualTo(ReviewKind.UNMATCHED_EXIT);
    assertThat(item.passageId()).contains(out.id());
    assertThat(item.at()).isEqualTo(out.at());
    assertThat(item.candidates()).containsExactly(new ReviewItem.Candidate(session, 2));

    Correction bind = correction(session, Optional.of(item.id()), new Change.BindExit(out.id()));
    Commit commit = correct(bind);
    Commit again = correct(bind);

    Session closed = view.findSession(session).orElseThrow();
    assertThat(closed.entry().passageId()).isEqualTo(in.id());
    assertThat(closed.exit().orElseThrow().at()).isEqualTo(out.at());
    assertThat(closed.closeReason()).contains(CloseReason.OPERATOR);
    assertThat(view.listReviews(9)).isEmpty();
    assertThat(view.countReviews()).isZero();
    assertThat(view.findReview(item.id()).orElseThrow().settledBy()).contains(bind.id());
    assertThat(commit.records()).hasSize(2);
    assertThat(again.records()).isEmpty();
    assertThat(view.listMisreadings(9)).containsExactly(new Misreading("浙A12378", "浙A12345"));
  }

  @Test
  void plate_putRight_isAudited_andTheCountStays() {
    enter("浙A12375", 0);
    Session before = view.listSessions(SessionState.OPEN, 9).get(0);
    long inside = view.occupancy();

    correct(
        correction(
            before.id(),
            Optional.empty(),
            new Change.SetPlate(PlateNumber.of("浙A12345"), PlateColor.BLUE)));

    assertThat(view.occupancy()).isEqualTo(inside);
    assertThat(view.findSession(before.id()).orElseThrow().plate())
        .contains(PlateNumber.of("浙A12345"));
    assertThat(view.listMisreadings(9)).containsExactly(new Misreading("浙A12375", "浙A12345"));
  }

  @Test
  void correction_ofAnOldRevision_isRefused_andChangesNothing() {
    enter("浙A12345", 0);
    leave("浙A12345", 600_000);
    Session closed = view.listSessions(SessionState.CLOSED, 9).get(0);
    Correction stale =
        new Correction(
            samples.id(),
            Correction.Origin.CLOUD,
            "back end",
            "",
            Optional.of(closed.id()),
            OptionalInt.of(1),
            Optional.empty(),
            new Change.ForgetExit());

    assertThatThrownBy(() -> correct(stale))
        .isInstanceOf(CompletionException.class)
        .rootCause()
        .isInstanceOf(CorrectionRefusedException.class)
        .hasMessageContaining("stands at revision 2")
        .hasMessageContaining("revision 1");
    assertThat(view.findSession(closed.id())).contains(closed);
  }

  @Test
  void book_answers_asTheMatcherAsks() {
    pass(Direction.ENTER, Optional.empty(), 0);
    Passage in = enter("浙A12345", 1_000);
    pass(Direction.ENTER, Optional.empty(), 2_000);
    Session read = view.listSessions(SessionState.OPEN, 9).get(1);

    ledger
        .submit(
            book -> {
              assertThat(book.listOpen())
                  .extracting(s -> s.plate().isPresent())
                  .containsExactly(false, true, false);
              assertThat(book.listOpenUnread(1)).hasSize(1);
              assertThat(book.listOpenUnread(9)).hasSize(2);
              assertThat(book.findByPassage(in.id())).contains(read);
              assertThat(book.findByPassage(UUID.randomUUID())).isEmpty();
              assertThat(book.findPassage(in.id())).contains(PassageFacts.of(in));
              assertThat(book.findReview(UUID.randomUUID())).isEmpty();
              assertThat(book.isApplied(UUID.randomUUID())).isFalse();
              assertThat(book.listClosedFuzzily(PlateNumber.of("浙A12345"), Samples.at(0).utc()))
                  .isEmpty();
              return writer.write(
                  Optional.empty(),
                  new io.wugan.core.session.Decision.Nothing(),
                  book,
                  Samples.at(0));
            })
        .join();
    assertThat(List.of(view.countSessions(SessionState.OPEN))).containsExactly(3L);
  }
}
