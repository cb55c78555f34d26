package io.wugan.lab.proof.sister;

import io.wugan.lab.proof.ProofException;
import io.wugan.lab.proof.sister.LanePanel.Shown;
import io.wugan.lab.proof.sister.Phase.Fault;
import io.wugan.lab.proof.sister.PhaseReport.Counts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The phases, one after the other, on the thread that calls it. */
final class LotProof {

  /** How fast the wrong clock is. */
  static final Duration WRONG = Duration.ofMinutes(5);

  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration LEAD = Duration.ofSeconds(30);
  private static final Duration TAIL = Duration.ofSeconds(20);
  private static final Duration QUIET = Duration.ofSeconds(15);
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(2);
  private static final Duration WARM = Duration.ofSeconds(5);
  private static final Duration CLOCK_BAR = Duration.ofSeconds(2);

  private final Lot lot;
  private final DrawnAhead vehicles;
  private final Traffic.Rhythm rhythm;
  private final Consumer<String> told;
  private final Random random = new Random(1);

  /** What is under proof. */
  record Lot(LotNetwork network, Cloud cloud, Map<Place, Board> boards) {
    Lot {
      boards = Map.copyOf(boards);
    }

    Board board(Place place) {
      Board board = boards.get(place);
      if (board == null) {
        throw new IllegalArgumentException(place + " has no board");
      }
      return board;
    }

    long waiting() {
      return LotBooks.waiting(board(Place.GATE_IN)) + LotBooks.waiting(board(Place.GATE_OUT));
    }
  }

  /**
   * @param lot its boards do not run yet
   * @param vehicles one comes again only after all others
   * @param rhythm of the traffic
   * @param told takes what happens, a line each
   */
  LotProof(Lot lot, DrawnAhead vehicles, Traffic.Rhythm rhythm, Consumer<String> told) {
    this.lot = lot;
    this.vehicles = vehicles;
    this.rhythm = rhythm;
    this.told = told;
  }

  /** Starts everything, and waits until the boards look at their lanes. */
  void start() throws IOException {
    lot.cloud().start();
    for (Board board : lot.boards().values()) {
      board.start();
    }
    lot.boards().values().forEach(this::awaitBoard);
    pause(WARM);
  }

  private void awaitBoard(Board board) {
    boolean looks =
        await(
            () -> {
              board.process().mustLive();
              return board.camera().isWatched();
            },
            START_LIMIT);
    if (!looks) {
      throw new ProofException(
          "the board %s does not open its camera within %s"
              .formatted(board.place().id(), START_LIMIT));
    }
  }

  /** One phase, from its traffic to its report. */
  PhaseReport run(Phase phase) throws IOException {
    if (phase.fault() == Fault.CLOCK_WRONG) {
      wrongClock();
    }
    long before = LotBooks.passages(lot.board(Place.OFFICE));
    Instant since = Instant.now();
    Traffic traffic = new Traffic(lot.boards(), vehicles::next, rhythm, random);
    Optional<Outage> outage = drive(phase, traffic);
    List<Driven> driven = traffic.driven();
    await(() -> isSettled(driven, since), SETTLE_LIMIT);
    // A bill may be quicker than the panel of the last vehicle.
    pause(PanelCheck.AFTER);
    return report(phase, new Found(driven, outage, since, before));
  }

  private Optional<Outage> drive(Phase phase, Traffic traffic) {
    boolean killed = phase.fault() == Fault.KEEPER_KILLED;
    go(traffic, killed ? LEAD.minus(QUIET) : LEAD, true);
    if (killed) {
      // Nobody drives past the office while its board is dead: that is another proof's subject.
      go(traffic, QUIET, false);
    }
    Moment from = Moment.now();
    begin(phase.fault());
    go(traffic, phase.lasts(), !killed);
    Moment until = Moment.now();
    end(phase.fault());
    Optional<Outage> outage = Optional.empty();
    if (phase.fault().isOutage()) {
      Moment settled = settle(traffic, !killed);
      outage = Optional.of(new Outage(from, until, settled, !killed));
    }
    awaitBoard(lot.board(Place.OFFICE));
    go(traffic, TAIL, true);
    boolean over =
        await(
            () -> {
              traffic.turn(false, true);
              return traffic.isOver();
            },
            rhythm.longest().plus(START_LIMIT));
    if (!over) {
      throw new ProofException("the lot does not become empty");
    }
    return outage;
  }

  private void go(Traffic traffic, Duration time, boolean office) {
    Moment until = Moment.now().plus(time);
    await(
        () -> {
          traffic.turn(true, office);
          return !Moment.now().isBefore(until);
        },
        time.plus(START_LIMIT));
    mustLive();
  }

  private void mustLive() {
    lot.cloud().mustLive();
    lot.boards().values().forEach(board -> board.process().mustLive());
  }

  private Moment settle(Traffic traffic, boolean office) {
    List<Place> busy = new ArrayList<>(List.of(Place.GATE_IN, Place.GATE_OUT));
    await(
        () -> {
          traffic.turn(true, office);
          busy.removeIf(gate -> LotBooks.waiting(lot.board(gate)) == 0);
          return busy.isEmpty();
        },
        SETTLE_LIMIT);
    return Moment.now();
  }

  private void begin(Fault fault) {
    switch (fault) {
      case KEEPER_KILLED -> lot.board(Place.OFFICE).process().kill();
      case KEEPER_CUT -> lot.network().cut(Place.OFFICE);
      case CLOUD_CUT -> lot.network().cut(Place.CLOUD);
      case NONE, CLOCK_WRONG -> {}
    }
  }

  private void end(Fault fault) {
    switch (fault) {
      case KEEPER_KILLED -> lot.board(Place.OFFICE).start();
      case KEEPER_CUT -> lot.network().mend(Place.OFFICE);
      case CLOUD_CUT -> lot.network().mend(Place.CLOUD);
      case NONE, CLOCK_WRONG -> {}
    }
  }

  private void wrongClock() throws IOException {
    Board gate = lot.board(Place.GATE_OUT);
    gate.process().kill();
    gate.reboot();
    await(() -> !gate.camera().isWatched(), START_LIMIT);
    gate.startWrong(WRONG);
    awaitBoard(gate);
    pause(WARM);
  }

  private boolean isSettled(List<Driven> driven, Instant since) {
    List<String> billed = lot.cloud().billed();
    return lot.waiting() == 0
        && StayCheck.of(driven, LotBooks.stays(lot.board(Place.OFFICE), since), billed).billed()
            == driven.size();
  }

  /** What a phase leaves behind. */
  private record Found(
      List<Driven> driven, Optional<Outage> outage, Instant since, long passagesBefore) {}

  private PhaseReport report(Phase phase, Found found) {
    boolean wrong = phase.fault() == Fault.CLOCK_WRONG;
    Optional<Place> wrongClock = wrong ? Optional.of(Place.GATE_OUT) : Optional.empty();
    await(() -> alarms(found, wrongClock).faults().isEmpty(), QUIET);
    Map<Place, List<Shown>> shown = new EnumMap<>(Place.class);
    lot.boards().forEach((place, board) -> shown.put(place, board.panel().shown()));
    List<Driven> driven = found.driven();
    int office = (int) driven.stream().filter(each -> each.out() == Place.OFFICE).count();
    Board keeper = lot.board(Place.OFFICE);
    return new PhaseReport(
        phase,
        new Counts(
            driven.size(),
            driven.size() - office,
            office,
            LotBooks.passages(keeper) - found.passagesBefore()),
        StayCheck.of(driven, LotBooks.stays(keeper, found.since()), lot.cloud().billed()),
        PanelCheck.of(driven, shown, found.outage()),
        alarms(found, wrongClock),
        found.outage().map(away -> away.settled().since(away.until())),
        wrong ? clockFaults(driven) : List.of());
  }

  private AlarmCheck.Result alarms(Found found, Optional<Place> wrongClock) {
    List<Alarm> all = new ArrayList<>();
    lot.boards().values().forEach(board -> all.addAll(LotBooks.alarms(board, found.since())));
    return AlarmCheck.of(all, found.outage(), wrongClock);
  }

  /** The clock must have been wrong, else nothing is shown. */
  private List<String> clockFaults(List<Driven> driven) {
    Board gate = lot.board(Place.GATE_OUT);
    List<String> faults = new ArrayList<>();
    for (Driven truth : driven) {
      if (truth.out() == Place.GATE_OUT) {
        List<Instant> crossings = LotBooks.crossings(gate, truth.plate());
        Duration ahead =
            crossings.isEmpty()
                ? Duration.ZERO
                : Duration.between(truth.left().utc(), crossings.get(crossings.size() - 1));
        if (ahead.minus(WRONG).abs().compareTo(CLOCK_BAR) > 0) {
          faults.add("gate-out's clock is %s ahead, not %s".formatted(ahead, WRONG));
        }
      }
    }
    told.accept("gate-out's own times are wrong by " + WRONG + " in all but " + faults.size());
    return faults;
  }

  private static void pause(Duration time) {
    await(() -> false, time);
  }

  /** Whether it held within the limit. */
  private static boolean await(BooleanSupplier condition, Duration limit) {
    long until = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new ProofException("interrupted");
      }
      if (System.nanoTime() - until > 0) {
        return false;
      }
      LockSupport.parkNanos(TICK.toNanos());
    }
    return true;
  }
}
