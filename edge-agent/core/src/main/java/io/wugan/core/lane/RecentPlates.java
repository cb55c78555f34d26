package io.wugan.core.lane;

import io.wugan.core.plate.Confusables;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The plates that went by in the last moments. The same plate again within the window is the same
 * passage: the window is renewed, so that a car that stands in view for minutes does not become a
 * second one. Going the other way, it is another passage. Confined to the lane's thread; at most
 * {@value #MAX_RECENT} plates, the latest ones.
 */
final class RecentPlates {

  static final int MAX_RECENT = 64;

  private final Duration window;
  private final Deque<Recent> plates = new ArrayDeque<>();

  /** A plate that went by. */
  record Recent(String text, Direction direction, Tendency tendency, LotTime lastSeen) {}

  RecentPlates(Duration window) {
    this.window = window;
  }

  /** The latest one that may be the same plate and was seen within the window. */
  Optional<Recent> find(String text, LotTime firstSeen) {
    return plates.stream()
        .filter(plate -> Confusables.sameMisread(plate.text(), text))
        .filter(plate -> firstSeen.since(plate.lastSeen()).compareTo(window) <= 0)
        .reduce((earlier, later) -> later);
  }

  /** Remembers a plate; tells whether it is only the same passage once more. */
  boolean repeats(String text, Leg leg) {
    Optional<Recent> before = find(text, leg.firstSeen());
    Direction known = before.map(Recent::direction).orElse(Direction.UNKNOWN);
    Direction direction = leg.direction() == Direction.UNKNOWN ? known : leg.direction();
    Tendency tendency =
        leg.tendency() == Tendency.UNCLEAR
            ? before.map(Recent::tendency).orElse(Tendency.UNCLEAR)
            : leg.tendency();
    remember(new Recent(text, direction, tendency, leg.lastSeen()));
    boolean turned = known != Direction.UNKNOWN && direction != known;
    return before.isPresent() && !turned;
  }

  void remember(Recent plate) {
    plates.removeIf(each -> each.text().equals(plate.text()));
    if (plates.size() >= MAX_RECENT) {
      plates.removeFirst();
    }
    plates.addLast(plate);
  }
}
