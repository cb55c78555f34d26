package io.wugan.core.session;

import io.wugan.core.lane.Direction;
import io.wugan.core.session.Correction.Change;
import io.wugan.core.time.LotTime;
import java.util.Optional;
import java.util.UUID;

/** Decides corrections. Stateless; refuses what contradicts the book, changing nothing. */
public final class CorrectionDesk {

  /**
   * What a correction means. One that was applied before gives {@link Decision.Nothing}.
   *
   * @param now when it is decided, for the audit
   * @throws CorrectionRefusedException if the session is unknown, was changed since, or cannot be
   *     changed so
   */
  public Decision decide(Correction correction, SessionBook book, LotTime now) {
    if (book.isApplied(correction.id())) {
      return new Decision.Nothing();
    }
    Optional<ReviewItem> settled = correction.reviewId().map(id -> review(id, correction, book));
    Optional<Session> before = correction.sessionId().map(id -> session(id, correction, book));
    Optional<Session> after = before.flatMap(session -> change(session, correction, book));
    after.ifPresent(session -> checkNobodyElse(session, book));
    return new Decision.Corrected(correction, before, after, settled, drift(correction, book), now);
  }

  private static int drift(Correction correction, SessionBook book) {
    return correction.change() instanceof Change.Recount count
        ? Math.toIntExact(count.inside() - book.countInside())
        : 0;
  }

  // A vehicle is inside once. Which of two stays is its own must be settled first.
  private static void checkNobodyElse(Session session, SessionBook book) {
    if (session.state() != SessionState.OPEN || session.plate().isEmpty()) {
      return;
    }
    book.listOpenByPlate(session.plate().get()).stream()
        .filter(other -> !other.id().equals(session.id()))
        .filter(other -> other.color().compatibleWith(session.color()))
        .findFirst()
        .ifPresent(
            other -> {
              throw new CorrectionRefusedException(
                  "the same vehicle is inside by session "
                      + other.id()
                      + " already: close that first");
            });
  }

  private static ReviewItem review(UUID id, Correction correction, SessionBook book) {
    ReviewItem item =
        book.findReview(id)
            .orElseThrow(() -> new CorrectionRefusedException("there is no review item " + id));
    if (!item.isWaiting()) {
      throw new CorrectionRefusedException("review item " + id + " is settled already");
    }
    return item.settled(correction.id());
  }

  private static Session session(UUID id, Correction correction, SessionBook book) {
    Session session =
        book.findById(id)
            .orElseThrow(() -> new CorrectionRefusedException("there is no session " + id));
    if (correction.revision().isPresent()
        && correction.revision().getAsInt() != session.revision()) {
      throw new CorrectionRefusedException(
          "session "
              + id
              + " stands at revision "
              + session.revision()
              + ", the correction was decided on revision "
              + correction.revision().getAsInt()
              + ": look at it again");
    }
    return session;
  }

  private static Optional<Session> change(
      Session session, Correction correction, SessionBook book) {
    CloseReason reason =
        correction.origin() == Correction.Origin.CLOUD
            ? CloseReason.CLOUD_CORRECTION
            : CloseReason.OPERATOR;
    Change change = correction.change();
    if (change instanceof Change.SetPlate plate) {
      return Optional.of(session.correctedPlate(plate.plate(), plate.color()));
    }
    if (change instanceof Change.BindExit bind) {
      return Optional.of(session.correctedExit(exit(bind.passageId(), session, book), reason));
    }
    if (change instanceof Change.ForgetExit) {
      if (session.state() == SessionState.OPEN) {
        throw new CorrectionRefusedException("session " + session.id() + " is open already");
      }
      return Optional.of(session.reopened());
    }
    if (change instanceof Change.CloseWithoutExit) {
      return Optional.of(session.correctedToUnknownExit(reason));
    }
    if (change instanceof Change.Discard discard) {
      return Optional.of(session.discarded(discard.reason()));
    }
    return session.review() ? Optional.of(session.reviewed()) : Optional.empty();
  }

  private static PassageFacts exit(UUID passageId, Session session, SessionBook book) {
    PassageFacts exit =
        book.findPassage(passageId)
            .orElseThrow(() -> new CorrectionRefusedException("there is no passage " + passageId));
    if (exit.direction() == Direction.ENTER) {
      throw new CorrectionRefusedException("passage " + passageId + " is an entry, not an exit");
    }
    book.findByPassage(passageId)
        .filter(other -> !other.id().equals(session.id()))
        .ifPresent(
            other -> {
              throw new CorrectionRefusedException(
                  "passage " + passageId + " belongs to session " + other.id() + " already");
            });
    if (!WeightedMatcher.mayHaveEnteredBefore(session, exit.ref().at())) {
      throw new CorrectionRefusedException(
          "passage " + passageId + " was before the entry of session " + session.id());
    }
    return exit;
  }
}
