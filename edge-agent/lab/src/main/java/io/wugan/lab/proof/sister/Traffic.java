package io.wugan.lab.proof.sister;

import io.wugan.lab.proof.ProofException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Vehicles that come in at the gate, stay a while and leave at another gate or at the office. Used
 * by one thread; the cameras' threads tell it of crossings.
 */
final class Traffic {

  /**
   * How it flows.
   *
   * @param every from one entry to the next
   * @param shortest stay
   * @param longest stay
   */
  record Rhythm(Duration every, Duration shortest, Duration longest) {}

  private static final int OFFICE_ONE_IN = 3;

  private final Map<Place, Board> boards;
  private final Supplier<Optional<Drive>> vehicles;
  private final Rhythm rhythm;
  private final Random random;
  private final Queue<Inside> arrived = new ConcurrentLinkedQueue<>();
  private final Queue<Driven> left = new ConcurrentLinkedQueue<>();
  private final List<Inside> inside = new ArrayList<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private long nextEntryNanos = System.nanoTime();

  private record Inside(Drive drive, Moment entered, Moment leaves) {}

  /**
   * @param boards with the cameras that the vehicles drive past
   * @param vehicles the next one, which is not inside; empty while there is none
   * @param random how long they stay and where they leave
   */
  Traffic(
      Map<Place, Board> boards, Supplier<Optional<Drive>> vehicles, Rhythm rhythm, Random random) {
    this.boards = boards;
    this.vehicles = vehicles;
    this.rhythm = rhythm;
    this.random = random;
  }

  /**
   * Sends off what is due; to be called several times a second.
   *
   * @param entries whether vehicles come in
   * @param office whether they leave at the office too
   */
  void turn(boolean entries, boolean office) {
    if (entries && System.nanoTime() - nextEntryNanos >= 0) {
      vehicles.get().ifPresent(this::enter);
    }
    for (Inside next = arrived.poll(); next != null; next = arrived.poll()) {
      inside.add(next);
    }
    Moment now = Moment.now();
    for (Iterator<Inside> each = inside.iterator(); each.hasNext(); ) {
      Inside vehicle = each.next();
      if (vehicle.leaves.isBefore(now)) {
        each.remove();
        Place out = office && random.nextInt(OFFICE_ONE_IN) == 0 ? Place.OFFICE : Place.GATE_OUT;
        send(
            out,
            vehicle.drive,
            at -> left.add(new Driven(vehicle.drive.plate(), vehicle.entered, out, at)));
      }
    }
  }

  private void enter(Drive drive) {
    nextEntryNanos = System.nanoTime() + rhythm.every().toNanos();
    Duration stay = stay();
    send(Place.GATE_IN, drive, at -> arrived.add(new Inside(drive, at, at.plus(stay))));
  }

  private Duration stay() {
    long spread = rhythm.longest().minus(rhythm.shortest()).toMillis();
    return rhythm.shortest().plusMillis((long) (random.nextDouble() * spread));
  }

  private void send(Place place, Drive drive, Consumer<Moment> crossed) {
    Board board = boards.get(place);
    if (board == null || !board.camera().isWatched()) {
      throw new ProofException("nobody looks at the camera of " + place.id() + ", see agent.log");
    }
    underWay.incrementAndGet();
    boolean room =
        board
            .camera()
            .send(
                drive,
                at -> {
                  crossed.accept(at);
                  underWay.decrementAndGet();
                });
    if (!room) {
      throw new ProofException("too many vehicles wait before " + place.id());
    }
  }

  /** Whether all that came in have left. */
  boolean isOver() {
    return underWay.get() == 0 && arrived.isEmpty() && inside.isEmpty();
  }

  /** Stays that are over. */
  List<Driven> driven() {
    return List.copyOf(left);
  }
}
