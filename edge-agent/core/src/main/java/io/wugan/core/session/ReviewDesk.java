package io.wugan.core.session;

import io.wugan.core.lane.Passage;
import io.wugan.core.time.LotTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which decisions a person should look at afterwards. Stateless but for its ids. */
public final class ReviewDesk {

  private final Supplier<UUID> ids;

  /**
   * @param ids ids of new items
   */
  public ReviewDesk(Supplier<UUID> ids) {
    this.ids = ids;
  }

  /**
   * What arises from a decision; empty for most.
   *
   * @param decision what was decided
   * @param now when, for what has no passage of its own
   */
  public List<ReviewItem> arising(Decision decision, LotTime now) {
    if (decision instanceof Decision.EntryOpened entry) {
      return ofEntry(entry);
    }
    if (decision instanceof Decision.EntryToldLate late) {
      return missed(late.impliedExits(), late.passage());
    }
    if (decision instanceof Decision.OrphanExit orphan) {
      boolean read = orphan.passage().plateNumber().isPresent();
      ReviewKind kind = read ? ReviewKind.UNMATCHED_EXIT : ReviewKind.UNREAD_EXIT;
      return List.of(item(kind, orphan.passage(), null, candidates(orphan.match())));
    }
    if (decision instanceof Decision.ExitRepaired repaired) {
      PassageRef displaced = repaired.displaced();
      return List.of(
          new ReviewItem(
              ids.get(),
              ReviewKind.DISPLACED_EXIT,
              displaced.at(),
              Optional.of(displaced.passageId()),
              Optional.empty(),
              List.of(),
              Optional.empty()));
    }
    if (decision instanceof Decision.DirectionUnknown unknown) {
      return List.of(item(ReviewKind.DIRECTION_UNKNOWN, unknown.passage(), null, List.of()));
    }
    if (decision instanceof Decision.ClosedWithoutExit closed) {
      return closed.closed().stream()
          .filter(Session::review)
          .map(session -> about(ReviewKind.OVERSTAY, session, now))
          .toList();
    }
    return List.of();
  }

  private List<ReviewItem> ofEntry(Decision.EntryOpened entry) {
    List<ReviewItem> items = new ArrayList<>(missed(entry.impliedExits(), entry.passage()));
    if (entry.opened().plate().isEmpty()) {
      items.add(item(ReviewKind.UNREAD_ENTRY, entry.passage(), entry.opened().id(), List.of()));
    }
    if (!entry.lookAlikes().isEmpty()) {
      List<ReviewItem.Candidate> inside =
          entry.lookAlikes().stream().map(s -> new ReviewItem.Candidate(s.id(), 0)).toList();
      items.add(item(ReviewKind.SUSPECT_DUPLICATE, entry.passage(), entry.opened().id(), inside));
    }
    return items;
  }

  private List<ReviewItem> missed(List<Session> impliedExits, Passage entry) {
    return impliedExits.stream()
        .map(session -> about(ReviewKind.MISSED_EXIT, session, entry.at()))
        .toList();
  }

  private ReviewItem about(ReviewKind kind, Session session, LotTime at) {
    return new ReviewItem(
        ids.get(),
        kind,
        at,
        Optional.empty(),
        Optional.of(session.id()),
        List.of(),
        Optional.empty());
  }

  private ReviewItem item(
      ReviewKind kind,
      Passage passage,
      @Nullable UUID sessionId,
      List<ReviewItem.Candidate> candidates) {
    return new ReviewItem(
        ids.get(),
        kind,
        passage.at(),
        Optional.of(passage.id()),
        Optional.ofNullable(sessionId),
        candidates,
        Optional.empty());
  }

  private static List<ReviewItem.Candidate> candidates(MatchDecision match) {
    return match instanceof MatchDecision.Review review
        ? review.candidates().stream()
            .map(c -> new ReviewItem.Candidate(c.session().id(), c.cost()))
            .toList()
        : List.of();
  }
}
