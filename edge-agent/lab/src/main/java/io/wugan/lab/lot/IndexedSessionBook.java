package io.wugan.lab.lot;

import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.CloseReason;
import io.wugan.core.session.Decision;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.session.PassageRef;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.ReviewKind;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionBook;
import io.wugan.core.session.SessionState;
import io.wugan.core.session.WaitingExit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The sessions of a simulated lot, in memory. Refuses to be written against the rules: a closed
 * session changes only by a correction, or where the very plate takes it over from a misreading.
 */
final class IndexedSessionBook implements SessionBook {

  private static final Comparator<Session> BY_ENTRY =
      Comparator.comparing((Session s) -> s.entry().at().utc()).thenComparing(Session::id);

  private final Map<UUID, Session> all = new HashMap<>();
  private final Map<UUID, Session> open = new LinkedHashMap<>();
  private final Map<PlateNumber, Set<UUID>> openByPlate = new HashMap<>();
  private final Map<PlateNumber, Set<UUID>> closedFuzzily = new HashMap<>();
  private final Map<UUID, UUID> byPassage = new HashMap<>();
  private final Map<UUID, PassageFacts> passages = new LinkedHashMap<>();
  private final Map<UUID, ReviewItem> reviews = new HashMap<>();
  private final Map<PlateNumber, Set<UUID>> waitingExits = new HashMap<>();
  private final Set<UUID> corrections = new HashSet<>();
  private long inside;

  /** Writes down what was decided. */
  void write(LedgerChange change) {
    change.passage().ifPresent(p -> passages.put(p.id(), PassageFacts.of(p)));
    change.reviews().forEach(this::write);
    Decision decision = change.decision();
    if (decision instanceof Decision.Corrected corrected) {
      corrections.add(corrected.correction().id());
    }
    decision.changedSessions().forEach(session -> write(session, decision));
    inside += decision.occupancyDelta();
  }

  private void write(ReviewItem item) {
    reviews.put(item.id(), item);
    Optional<PlateNumber> plate = item.passageId().map(passages::get).flatMap(PassageFacts::plate);
    if (item.kind() == ReviewKind.UNMATCHED_EXIT && plate.isPresent()) {
      if (item.isWaiting()) {
        add(waitingExits, plate.get(), item.id());
      } else {
        remove(waitingExits, plate.get(), item.id());
      }
    }
  }

  @Override
  public List<WaitingExit> listWaitingExits(PlateNumber plate, Instant after, Instant until) {
    List<WaitingExit> found = new ArrayList<>();
    for (UUID id : waitingExits.getOrDefault(plate, Set.of())) {
      ReviewItem item = reviews.get(id);
      PassageFacts exit = item == null ? null : passages.get(item.passageId().orElseThrow());
      if (item != null
          && exit != null
          && item.at().utc().isAfter(after)
          && item.at().utc().isBefore(until)) {
        found.add(new WaitingExit(item, exit));
      }
    }
    found.sort(Comparator.comparing(waiting -> waiting.item().at().utc()));
    return found;
  }

  @Override
  public long countInside() {
    return inside;
  }

  private void write(Session session, Decision decision) {
    Session before = all.get(session.id());
    int revision = before == null ? 1 : before.revision() + 1;
    if (session.revision() != revision) {
      throw new BrokenRuleException("session " + session.id() + " skips a revision");
    }
    if (before != null
        && before.state() != SessionState.OPEN
        && !mayChangeClosed(decision, before)) {
      throw new BrokenRuleException(
          "session " + session.id() + " was closed and changed by a read");
    }
    if (before != null) {
      forget(before);
    }
    remember(session);
  }

  private static boolean mayChangeClosed(Decision decision, Session before) {
    return decision instanceof Decision.Corrected
        || decision instanceof Decision.Redated
        || (decision instanceof Decision.ExitRepaired && closedFuzzily(before));
  }

  private static boolean closedFuzzily(Session session) {
    return session.closeReason().filter(CloseReason.EXIT_MATCHED_FUZZY::equals).isPresent();
  }

  private void forget(Session session) {
    open.remove(session.id());
    session.plate().ifPresent(plate -> remove(openByPlate, plate, session.id()));
    session.plate().ifPresent(plate -> remove(closedFuzzily, plate, session.id()));
    session.exit().ifPresent(exit -> byPassage.remove(exit.passageId()));
  }

  private void remember(Session session) {
    all.put(session.id(), session);
    byPassage.put(session.entry().passageId(), session.id());
    session.exit().ifPresent(exit -> claim(exit.passageId(), session.id()));
    if (session.state() == SessionState.OPEN) {
      open.put(session.id(), session);
      session.plate().ifPresent(plate -> add(openByPlate, plate, session.id()));
    } else if (closedFuzzily(session)) {
      session.plate().ifPresent(plate -> add(closedFuzzily, plate, session.id()));
    }
  }

  private void claim(UUID passage, UUID session) {
    UUID other = byPassage.put(passage, session);
    if (other != null && !other.equals(session)) {
      throw new BrokenRuleException("passage " + passage + " closes two sessions");
    }
  }

  private static void add(Map<PlateNumber, Set<UUID>> index, PlateNumber plate, UUID id) {
    index.computeIfAbsent(plate, p -> new HashSet<>()).add(id);
  }

  private static void remove(Map<PlateNumber, Set<UUID>> index, PlateNumber plate, UUID id) {
    Set<UUID> ids = index.get(plate);
    if (ids != null && ids.remove(id) && ids.isEmpty()) {
      index.remove(plate);
    }
  }

  /** Forgets what nobody will ask for any more, so that a long run fits into memory. */
  void forgetBefore(Instant utc) {
    all.values()
        .removeIf(s -> s.state() != SessionState.OPEN && s.entry().at().utc().isBefore(utc));
    passages.values().removeIf(p -> p.ref().at().utc().isBefore(utc) && !isEntryOfOpen(p));
    byPassage.values().removeIf(id -> !all.containsKey(id));
    closedFuzzily.values().forEach(ids -> ids.removeIf(id -> !all.containsKey(id)));
    closedFuzzily.values().removeIf(Set::isEmpty);
    reviews.values().removeIf(item -> item.at().utc().isBefore(utc));
    waitingExits.values().forEach(ids -> ids.retainAll(reviews.keySet()));
    waitingExits.values().removeIf(Set::isEmpty);
  }

  private boolean isEntryOfOpen(PassageFacts passage) {
    UUID session = byPassage.get(passage.ref().passageId());
    return session != null && open.containsKey(session);
  }

  int openCount() {
    return open.size();
  }

  @Override
  public List<Session> listOpenByPlate(PlateNumber plate) {
    return sessions(openByPlate.getOrDefault(plate, Set.of()), BY_ENTRY.reversed());
  }

  private List<Session> sessions(Set<UUID> ids, Comparator<Session> order) {
    List<Session> found = new ArrayList<>();
    for (UUID id : ids) {
      Optional.ofNullable(all.get(id)).ifPresent(found::add);
    }
    found.sort(order);
    return found;
  }

  @Override
  public List<Session> listOpenEnteredBefore(Instant utc, int limit) {
    return open.values().stream()
        .filter(s -> s.entry().at().utc().isBefore(utc))
        .sorted(BY_ENTRY)
        .limit(limit)
        .toList();
  }

  @Override
  public List<Session> listOpen() {
    return List.copyOf(open.values());
  }

  @Override
  public List<Session> listOpenUnread(int limit) {
    return open.values().stream()
        .filter(s -> s.plate().isEmpty())
        .sorted(BY_ENTRY.reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public List<Session> listClosedFuzzily(PlateNumber plate, Instant since) {
    Comparator<Session> byExit = Comparator.comparing(s -> s.exit().orElseThrow().at().utc());
    return sessions(closedFuzzily.getOrDefault(plate, Set.of()), byExit.reversed()).stream()
        .filter(s -> !s.exit().orElseThrow().at().utc().isBefore(since))
        .toList();
  }

  @Override
  public Optional<Session> findById(UUID sessionId) {
    return Optional.ofNullable(all.get(sessionId));
  }

  @Override
  public Optional<Session> findByPassage(UUID passageId) {
    return Optional.ofNullable(byPassage.get(passageId)).map(all::get);
  }

  @Override
  public Optional<PassageFacts> findPassage(UUID passageId) {
    return Optional.ofNullable(passages.get(passageId));
  }

  @Override
  public List<PassageRef> listCapturedIn(String bootId, Optional<UUID> before, int limit) {
    List<PassageRef> inOrder =
        passages.values().stream()
            .map(PassageFacts::ref)
            .takeWhile(ref -> !before.equals(Optional.of(ref.passageId())))
            .toList();
    List<PassageRef> latestFirst = new ArrayList<>(inOrder);
    Collections.reverse(latestFirst);
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
}
