package io.wugan.core.testing;

import io.wugan.core.ledger.LedgerBook;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.PlateList;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.CloseReason;
import io.wugan.core.session.Decision;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.session.PassageRef;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.ReviewKind;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.core.session.WaitingExit;
import io.wugan.core.time.LotTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A book that refuses to be written against the rules. */
public final class InMemorySessionBook implements LedgerBook {

  private final Map<UUID, Session> sessions = new LinkedHashMap<>();
  private final Map<UUID, PassageFacts> passages = new LinkedHashMap<>();
  private final Map<UUID, ReviewItem> reviews = new LinkedHashMap<>();
  private final Set<UUID> corrections = new HashSet<>();
  private PlateList list = new PlateList(1, List.of());
  private long inside;

  /** Writes down everything that was decided. */
  public void write(LedgerChange change) {
    change.passage().ifPresent(p -> passages.put(p.id(), PassageFacts.of(p)));
    change.reviews().forEach(item -> reviews.put(item.id(), item));
    if (change.decision() instanceof Decision.Corrected corrected) {
      corrections.add(corrected.correction().id());
    }
    change.decision().changedSessions().forEach(s -> write(s, change.decision()));
    inside += change.decision().occupancyDelta();
  }

  /** Puts one more plate on the list, with the next revision. */
  public void list(ListedPlate plate) {
    List<ListedPlate> plates = new ArrayList<>(list.plates());
    plates.add(plate);
    list = new PlateList(list.revision() + 1, plates);
  }

  @Override
  public Optional<ListedPlate> findListed(PlateNumber plate, LotTime at) {
    return list.plates().stream()
        .filter(listed -> listed.plate().equals(plate) && listed.holdsAt(at))
        .findFirst();
  }

  @Override
  public long countInside() {
    return inside;
  }

  /** Writes a session that was opened, or was open. */
  private void write(Session session, Decision decision) {
    Session before = sessions.get(session.id());
    boolean mayChangeClosed =
        decision instanceof Decision.Corrected
            || decision instanceof Decision.Redated
            || (decision instanceof Decision.ExitRepaired
                && before != null
                && before.closeReason().equals(Optional.of(CloseReason.EXIT_MATCHED_FUZZY)));
    if (before != null && before.state() != SessionState.OPEN && !mayChangeClosed) {
      throw new AssertionError("changed although " + before.state() + ": " + session);
    }
    int revision = before == null ? 1 : before.revision() + 1;
    if (session.revision() != revision) {
      throw new AssertionError("revision must be " + revision + ": " + session);
    }
    sessions.put(session.id(), session);
  }

  @Override
  public List<Session> listOpenUnread(int limit) {
    return listOpen().stream()
        .filter(s -> s.plate().isEmpty())
        .sorted(BY_ENTRY.reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public List<Session> listClosedFuzzily(PlateNumber plate, Instant since) {
    return sessions.values().stream()
        .filter(s -> s.closeReason().equals(Optional.of(CloseReason.EXIT_MATCHED_FUZZY)))
        .filter(s -> s.plate().equals(Optional.of(plate)))
        .filter(s -> !s.exit().orElseThrow().at().utc().isBefore(since))
        .sorted(Comparator.comparing((Session s) -> s.exit().orElseThrow().at().utc()).reversed())
        .toList();
  }

  @Override
  public Optional<Session> findByPassage(UUID passageId) {
    return sessions.values().stream()
        .filter(
            s ->
                s.entry().passageId().equals(passageId)
                    || s.exit().filter(e -> e.passageId().equals(passageId)).isPresent())
        .findFirst();
  }

  @Override
  public Optional<PassageFacts> findPassage(UUID passageId) {
    return Optional.ofNullable(passages.get(passageId));
  }

  @Override
  public List<PassageRef> listCapturedIn(String bootId, Optional<UUID> before, int limit) {
    List<PassageRef> latestFirst = new ArrayList<>();
    for (PassageFacts facts : passages.values()) {
      if (before.equals(Optional.of(facts.ref().passageId()))) {
        break;
      }
      latestFirst.add(0, facts.ref());
    }
    return latestFirst.stream()
        .takeWhile(ref -> ref.at().bootId().equals(bootId))
        .limit(limit)
        .toList();
  }

  @Override
  public boolean isApplied(UUID correctionId) {
    return corrections.contains(correctionId);
  }

  @Override
  public Optional<ReviewItem> findReview(UUID reviewId) {
    return Optional.ofNullable(reviews.get(reviewId));
  }

  @Override
  public List<WaitingExit> listWaitingExits(PlateNumber plate, Instant after, Instant until) {
    return reviews.values().stream()
        .filter(item -> item.isWaiting() && item.kind() == ReviewKind.UNMATCHED_EXIT)
        .map(item -> new WaitingExit(item, passages.get(item.passageId().orElseThrow())))
        .filter(waiting -> waiting.exit().plate().equals(Optional.of(plate)))
        .filter(waiting -> waiting.item().at().utc().isAfter(after))
        .filter(waiting -> waiting.item().at().utc().isBefore(until))
        .sorted(Comparator.comparing(waiting -> waiting.item().at().utc()))
        .toList();
  }

  /** Every review item, in the order in which they arose. */
  public List<ReviewItem> listReviews() {
    return List.copyOf(reviews.values());
  }

  @Override
  public List<Session> listOpenByPlate(PlateNumber plate) {
    return listOpen().stream()
        .filter(session -> session.plate().equals(Optional.of(plate)))
        .sorted(BY_ENTRY.reversed())
        .toList();
  }

  @Override
  public List<Session> listOpenEnteredBefore(Instant utc, int limit) {
    return listOpen().stream()
        .filter(session -> session.entry().at().utc().isBefore(utc))
        .sorted(BY_ENTRY)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Session> findById(UUID sessionId) {
    return Optional.ofNullable(sessions.get(sessionId));
  }

  /** Every session, in the order in which they were opened. */
  public List<Session> listAll() {
    return List.copyOf(sessions.values());
  }

  @Override
  public List<Session> listOpen() {
    return sessions.values().stream()
        .filter(session -> session.state() == SessionState.OPEN)
        .toList();
  }

  private static final Comparator<Session> BY_ENTRY =
      Comparator.comparing(session -> session.entry().at().utc());
}
