package io.wugan.lab.lot;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.listing.ListedPlates;
import io.wugan.core.session.Correction;
import io.wugan.core.session.CorrectionDesk;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.ReviewItem;
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
  private final LotScore score = new LotScore(figures, book);

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
        apply(corrections.decide(offer.correction(ids.next()), book, clock.now()));
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
    cross(vehicle, Direction.ENTER, "E1").ifPresent(change -> score.entered(vehicle, change));
    if (random.nextDouble() < TURN_BACK) {
      clock.advance(Duration.ofSeconds(15));
      turnBack(vehicle);
    }
  }

  private void turnBack(Vehicle vehicle) {
    inside.remove(vehicle);
    outside.add(vehicle);
    cross(vehicle, Direction.EXIT, "E1").ifPresent(change -> score.left(vehicle, change));
  }

  private void leave() {
    if (inside.isEmpty()) {
      return;
    }
    Vehicle vehicle = inside.remove(random.nextInt(inside.size()));
    outside.add(vehicle);
    Optional<LedgerChange> exit = cross(vehicle, Direction.EXIT, "X1");
    if (exit.isEmpty()) {
      return;
    }
    offer(vehicle, exit.get());
    score.left(vehicle, exit.get());
    if (random.nextDouble() < SECOND_READ) {
      clock.advance(Duration.ofSeconds(90));
      figures.duplicates++;
      score.readAgain(vehicle, record(vehicle, Direction.EXIT, "X1"));
    }
  }

  /** A person will find the right session among those that an exit's review item offers. */
  private void offer(Vehicle vehicle, LedgerChange exit) {
    for (ReviewItem item : exit.reviews()) {
      vehicle
          .session()
          .filter(own -> item.candidates().stream().anyMatch(c -> c.sessionId().equals(own)))
          .ifPresent(
              own ->
                  desk.add(
                      new Offer(
                          item.id(), item.passageId().orElseThrow(), own, clock.elapsedMillis())));
    }
  }

  /** A vehicle crosses; empty where nobody noticed. */
  private Optional<LedgerChange> cross(Vehicle vehicle, Direction direction, String lane) {
    figures.crossings++;
    if (random.nextDouble() < settings.missed()) {
      return Optional.empty();
    }
    figures.passages++;
    return Optional.of(record(vehicle, direction, lane));
  }

  private LedgerChange record(Vehicle vehicle, Direction direction, String lane) {
    LotTime now = clock.now();
    Passage passage =
        new Passage(
            ids.next(),
            lane,
            direction,
            TriggerSource.VIDEO,
            camera.see(vehicle),
            now,
            now,
            12,
            List.of(),
            Set.of());
    LedgerChange change =
        writer.write(Optional.of(passage), keeper.decide(passage, book), ListedPlates.NONE, now);
    write(change);
    return change;
  }

  private void apply(Decision decision) {
    write(writer.write(Optional.empty(), decision, ListedPlates.NONE, clock.now()));
  }

  private void write(LedgerChange change) {
    book.write(change);
    rules.check(change);
    figures.reviews += change.reviews().size();
  }
}
