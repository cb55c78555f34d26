package io.wugan.lab.lot;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.ListedPlates;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.record.ParkingRecord;
import io.wugan.core.session.Correction;
import io.wugan.core.session.CorrectionDesk;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The days of a lot, crossing by crossing: what a board there would tell the cloud. The plates are
 * read as wrongly as a camera does, the sessions are decided by the agent's own rules, and a person
 * at a desk puts some of them right. The same seed gives the same records. Confined to one thread.
 */
public final class VirtualLot {
  private static final Duration MAX_STAY = Duration.ofDays(30);
  private static final Duration REMEMBERED = Duration.ofDays(2);
  private static final int FORGET_EVERY = 5000;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final DaySettings settings;
  private final SplittableRandom random;
  private final BoardClock clock = new BoardClock();
  private final ArrivalCurve curve;
  private final SimulatedCamera camera;
  private final List<Vehicle> outside;
  private final PriorityQueue<Leaving> inside =
      new PriorityQueue<>(Comparator.comparingLong(Leaving::atMillis));
  private final IndexedSessionBook book = new IndexedSessionBook();
  private final SessionKeeper keeper;
  private final ChangeWriter writer;
  private final TimeOrderedIds ids;
  private final CorrectionDesk corrections = new CorrectionDesk();
  private final Queue<Offer> desk = new ArrayDeque<>();
  private long[] arrivals;
  private int arrived;
  private int day;
  private long crossings;

  private record Leaving(Vehicle vehicle, long atMillis) {}

  private record Offer(UUID review, UUID passage, UUID session, long sinceMillis) {}

  public VirtualLot(DaySettings settings, long seed) {
    this.settings = settings;
    this.random = new SplittableRandom(seed);
    this.curve = new ArrivalCurve(random);
    LotSettings sight =
        new LotSettings(
            1, 1, settings.plateAccuracy(), settings.unread(), settings.missed(), 0, 0, seed);
    this.camera = new SimulatedCamera(sight, random);
    this.outside = Fleet.make(settings.vehiclesPerDay() * 2, 0, random);
    this.ids = new TimeOrderedIds(clock::now, random);
    this.keeper = new SessionKeeper(MatchSettings.DEFAULT, MAX_STAY, ids::next);
    this.writer = new ChangeWriter(ids::next);
    this.arrivals = curve.day(settings.vehiclesPerDay());
  }

  /** When the next vehicle crosses, in ms since the beginning; empty when the days are over. */
  public OptionalLong nextMillis() {
    long arrival = nextArrival();
    Leaving leaving = inside.peek();
    long next = leaving == null ? arrival : Math.min(arrival, leaving.atMillis());
    return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
  }

  private long nextArrival() {
    if (arrived == arrivals.length && day + 1 < settings.days()) {
      day++;
      arrived = 0;
      arrivals = curve.day(settings.vehiclesPerDay());
    }
    return arrived == arrivals.length ? Long.MAX_VALUE : day * DAY_MILLIS + arrivals[arrived];
  }

  /**
   * The next vehicle crosses.
   *
   * @return what the board records then, in order; none where nobody noticed
   * @throws IllegalStateException if the days are over
   */
  public List<ParkingRecord> step() {
    long at = nextMillis().orElseThrow(() -> new IllegalStateException("the days are over"));
    clock.advance(Duration.ofMillis(Math.max(0, at - clock.elapsedMillis())));
    List<ParkingRecord> records = new ArrayList<>();
    settle(records);
    if (at == nextArrival()) {
      arrived++;
      enter(records);
    } else {
      leave(records);
    }
    if (++crossings % FORGET_EVERY == 0) {
      book.forgetBefore(clock.now().utc().minus(REMEMBERED));
    }
    return records;
  }

  private void enter(List<ParkingRecord> records) {
    if (outside.isEmpty()) {
      return; // The whole town is inside.
    }
    int which = random.nextInt(outside.size());
    Vehicle vehicle = outside.get(which);
    outside.set(which, outside.get(outside.size() - 1));
    outside.remove(outside.size() - 1);
    inside.add(new Leaving(vehicle, clock.elapsedMillis() + curve.stayMillis()));
    vehicle.session = null;
    LedgerChange change = record(vehicle, Direction.ENTER, "E1", records);
    change.decision().changedSessions().stream()
        .filter(session -> session.state() == SessionState.OPEN)
        .forEach(session -> vehicle.begin(session.id()));
  }

  private void leave(List<ParkingRecord> records) {
    Vehicle vehicle = inside.remove().vehicle();
    outside.add(vehicle);
    if (random.nextDouble() >= settings.missed()) {
      offer(vehicle, record(vehicle, Direction.EXIT, "X1", records));
    }
  }

  private LedgerChange record(
      Vehicle vehicle, Direction direction, String lane, List<ParkingRecord> records) {
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
        writer.write(Optional.of(passage), keeper.decide(passage, book), lists(), now);
    book.write(change);
    records.addAll(change.records());
    return change;
  }

  private ListedPlates lists() {
    // Which plates are listed follows from their letters, so that no list has to be kept.
    return (plate, at) ->
        Math.floorMod(plate.text().hashCode(), 1000) < settings.monthly() * 1000
            ? Optional.of(
                new ListedPlate(plate, VehicleClass.MONTHLY, Optional.empty(), Optional.empty()))
            : Optional.empty();
  }

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

  /** A person looks at what was offered some time ago, and binds the right session. */
  private void settle(List<ParkingRecord> records) {
    long due = clock.elapsedMillis() - Duration.ofMinutes(settings.deskMinutes()).toMillis();
    while (settings.deskMinutes() > 0 && !desk.isEmpty() && desk.element().sinceMillis() <= due) {
      Offer offer = desk.remove();
      boolean open =
          book.findById(offer.session()).filter(s -> s.state() == SessionState.OPEN).isPresent();
      if (open) {
        Correction correction =
            new Correction(
                ids.next(),
                Correction.Origin.OPERATOR,
                "desk",
                "",
                Optional.of(offer.session()),
                OptionalInt.empty(),
                Optional.of(offer.review()),
                new Correction.Change.BindExit(offer.passage()));
        LedgerChange change =
            writer.write(
                Optional.empty(),
                corrections.decide(correction, book, clock.now()),
                lists(),
                clock.now());
        book.write(change);
        records.addAll(change.records());
      }
    }
  }
}
