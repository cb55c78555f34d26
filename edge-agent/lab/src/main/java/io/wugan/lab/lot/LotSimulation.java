package io.wugan.lab.lot;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.plate.TextDistance;
import io.wugan.core.session.Correction;
import io.wugan.core.session.CorrectionDesk;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchDecision;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Drives vehicles through a lot for as many passages as asked for, and keeps the truth beside what
 * the rules made of it. Every rule of {@link LotRules} is checked after every step.
 */
public final class LotSimulation {

  private static final Duration MAX_STAY = Duration.ofDays(30);
  // 420 entries and 420 exits an hour.
  private static final Duration BETWEEN = Duration.ofMillis(4286);
  private static final double SECOND_READ = 0.001;
  private static final double TURN_BACK = 0.002;
  private static final double CLOCK_STEP = 0.00005;
  private static final double REBOOT = 0.00005;
  private static final int FORGET_EVERY = 20_000;
  private static final Duration REMEMBERED = Duration.ofDays(3);

  private final LotSettings settings;
  private final SplittableRandom random;
  private final BoardClock clock = new BoardClock();
  private final SimulatedCamera camera;
  private final List<Vehicle> outside;
  private final List<Vehicle> inside = new ArrayList<>();
  private final IndexedSessionBook book = new IndexedSessionBook();
  private final LotRules rules;
  private final SessionKeeper keeper;
  private final ChangeWriter writer;
  private final TimeOrderedIds ids;
  private final CorrectionDesk corrections = new CorrectionDesk();
  private final Queue<Offer> desk = new ArrayDeque<>();
  private final LotFigures figures = new LotFigures();
  private UUID lastReview = new UUID(0, 0);

  public LotSimulation(LotSettings settings, MatchSettings matching) {
    this.settings = settings;
    this.random = new SplittableRandom(settings.seed());
    this.camera = new SimulatedCamera(settings, random);
    this.outside = Fleet.make(Math.max(100, settings.inside() * 4), settings.fleet(), random);
    this.ids = new TimeOrderedIds(clock::now, random);
    this.keeper = new SessionKeeper(matching, MAX_STAY, ids::next);
    this.writer = new ChangeWriter(ids::next);
    this.rules = new LotRules(book);
  }

  /**
   * Runs to the end.
   *
   * @throws BrokenRuleException at the first rule that does not hold
   */
  public LotFigures run() {
    while (figures.crossings < settings.passages()) {
      clock.advance(
          Duration.ofMillis((long) (-Math.log(1 - random.nextDouble()) * BETWEEN.toMillis())));
      disturb();
      settle();
      if (random.nextDouble() < entryShare()) {
        enter();
      } else {
        leave();
      }
      if (figures.crossings % FORGET_EVERY == 0) {
        apply(keeper.closeOverdue(clock.now(), book));
        book.forgetBefore(clock.now().utc().minus(REMEMBERED));
      }
    }
    figures.boots = clock.boots();
    figures.rulesChecked = rules.checked();
    return figures;
  }

  private double entryShare() {
    double full = (double) inside.size() / settings.inside();
    return Math.max(0, Math.min(1, 0.5 + (1 - full) * 2));
  }

  /** A person looks at what was offered some time ago, and binds the right session. */
  private void settle() {
    long due = clock.elapsedMillis() - settings.deskMinutes() * 60_000L;
    while (settings.deskMinutes() > 0 && !desk.isEmpty() && desk.element().sinceMillis() <= due) {
      Offer offer = desk.remove();
      boolean stillOpen =
          book.findById(offer.session()).filter(s -> s.state() == SessionState.OPEN).isPresent();
      if (stillOpen) {
        apply(corrections.decide(offer.correction(ids.next()), book));
        figures.settled++;
      }
    }
  }

  private record Offer(UUID review, UUID passage, UUID session, long sinceMillis) {
    Correction correction(UUID id) {
      return new Correction(
          id,
          Correction.Origin.OPERATOR,
          "desk",
          "",
          Optional.of(session),
          OptionalInt.empty(),
          Optional.of(review),
          new Correction.Change.BindExit(passage));
    }
  }

  private void disturb() {
    if (random.nextDouble() < CLOCK_STEP) {
      clock.step(random.nextBoolean() ? 0 : random.nextLong(-3_600_000, 3_600_000));
      figures.clockSteps++;
    }
    if (random.nextDouble() < REBOOT) {
      clock.reboot();
    }
  }

  private void enter() {
    Vehicle vehicle = outside.remove(random.nextInt(outside.size()));
    inside.add(vehicle);
    vehicle.session = null;
    passage(vehicle, Direction.ENTER, "E1")
        .filter(Decision.EntryOpened.class::isInstance)
        .ifPresent(d -> vehicle.session = ((Decision.EntryOpened) d).opened().id());
    if (random.nextDouble() < TURN_BACK) {
      clock.advance(Duration.ofSeconds(15));
      turnBack(vehicle);
    }
  }

  private void turnBack(Vehicle vehicle) {
    inside.remove(vehicle);
    outside.add(vehicle);
    Optional<Decision> decision = passage(vehicle, Direction.EXIT, "E1");
    if (decision.isPresent() && decision.get() instanceof Decision.TurnedBack) {
      figures.turnedBack++;
    }
  }

  private void leave() {
    if (inside.isEmpty()) {
      return;
    }
    Vehicle vehicle = inside.remove(random.nextInt(inside.size()));
    outside.add(vehicle);
    Optional<Decision> decision = passage(vehicle, Direction.EXIT, "X1");
    decision.ifPresent(d -> score(vehicle, d));
    if (decision.isPresent() && random.nextDouble() < SECOND_READ) {
      clock.advance(Duration.ofSeconds(90));
      figures.crossings--; // the same crossing, told twice
      figures.passages--;
      figures.duplicates++;
      passage(vehicle, Direction.EXIT, "X1");
    }
  }

  private Optional<Decision> passage(Vehicle vehicle, Direction direction, String lane) {
    figures.crossings++;
    if (random.nextDouble() < settings.missed()) {
      return Optional.empty();
    }
    figures.passages++;
    LotTime now = clock.now();
    Optional<PlateChoice> plate = camera.see(vehicle);
    Passage passage =
        new Passage(
            ids.next(),
            lane,
            direction,
            TriggerSource.VIDEO,
            plate,
            now,
            now,
            12,
            List.of(),
            Set.of());
    Decision decision = keeper.decide(passage, book);
    LedgerChange change = writer.write(Optional.of(passage), decision, now);
    write(change);
    return Optional.of(decision);
  }

  private void apply(Decision decision) {
    write(writer.write(Optional.empty(), decision, clock.now()));
  }

  private void write(LedgerChange change) {
    book.write(change);
    rules.check(change);
    figures.reviews += change.reviews().size();
    change.reviews().forEach(item -> lastReview = item.id());
  }

  private void score(Vehicle vehicle, Decision decision) {
    Optional<UUID> own = vehicle.session();
    Optional<UUID> closed = closedBy(decision);
    if (decision instanceof Decision.ExitClosed exit
        && exit.match() instanceof MatchDecision.Fuzzy) {
      figures.fuzzy++;
    }
    if (own.isPresent()) {
      figures.visits++;
    }
    if (closed.isPresent() && !closed.equals(own)) {
      figures.closedWrong++;
      LotFigures.count(figures.wrongly, wrongly(vehicle, decision, own));
    } else if (closed.isPresent()) {
      boolean later = decision instanceof Decision.ExitRepaired;
      figures.closedRight += later ? 0 : 1;
      figures.closedRightLater += later ? 1 : 0;
      figures.wrongUndone += later ? 1 : 0;
    } else if (decision instanceof Decision.OrphanExit orphan) {
      offered(orphan, own);
    }
  }

  private static Optional<UUID> closedBy(Decision decision) {
    if (decision instanceof Decision.ExitClosed exit) {
      return Optional.of(exit.closed().id());
    }
    return decision instanceof Decision.ExitRepaired repaired
        ? Optional.of(repaired.repaired().id())
        : Optional.empty();
  }

  private static String wrongly(Vehicle vehicle, Decision decision, Optional<UUID> own) {
    String read =
        decision instanceof Decision.ExitClosed exit
            ? exit.passage().plate().map(PlateChoice::rawText).orElse("")
            : "";
    String how =
        decision instanceof Decision.ExitClosed exit
            ? exit.match().getClass().getSimpleName()
            : decision.getClass().getSimpleName();
    return how
        + (read.equals(vehicle.plate) ? ", read right" : ", misread")
        + (own.isPresent() ? "" : ", own entry missed");
  }

  private String unpaired(Decision.OrphanExit orphan, UUID own) {
    Optional<Session> session = book.findById(own);
    if (session.isEmpty() || session.get().state() != SessionState.OPEN) {
      return "its session was closed already";
    }
    if (orphan.passage().plate().isEmpty() || session.get().plate().isEmpty()) {
      return orphan.passage().plate().isEmpty() ? "exit unread" : "entry unread";
    }
    String read = orphan.passage().plate().orElseThrow().rawText();
    int edits = TextDistance.edits(read, session.get().plate().orElseThrow().text());
    return switch (edits) {
      case 0 -> "read alike, not sure";
      case 1 -> "one character, not likely enough or not alone";
      default -> "two characters or more";
    };
  }

  private static boolean isOffered(Decision.OrphanExit orphan, UUID own) {
    return orphan.match() instanceof MatchDecision.Review review
        && review.candidates().stream().anyMatch(c -> c.session().id().equals(own));
  }

  private void offered(Decision.OrphanExit orphan, Optional<UUID> own) {
    own.ifPresent(
        id ->
            LotFigures.count(
                figures.unpaired,
                unpaired(orphan, id) + (isOffered(orphan, id) ? ", offered" : "")));
    if (own.isEmpty() || !(orphan.match() instanceof MatchDecision.Review review)) {
      return;
    }
    List<UUID> candidates = review.candidates().stream().map(c -> c.session().id()).toList();
    figures.offered += candidates.contains(own.get()) ? 1 : 0;
    figures.offeredFirst += candidates.get(0).equals(own.get()) ? 1 : 0;
    if (candidates.contains(own.get())) {
      UUID passage = orphan.passage().id();
      desk.add(new Offer(lastReview, passage, own.get(), clock.elapsedMillis()));
    }
  }
}
