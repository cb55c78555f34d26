package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceImage;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Pictures from about the middle of something whose end is not known yet: one is taken whenever the
 * time since the beginning has doubled, and the last two are kept. One of them lies between a
 * quarter and three quarters of the whole. Confined to the lane's thread.
 */
final class MiddlePictures {

  private record Taken(Duration after, List<EvidenceImage> pictures) {}

  private Duration next;
  private List<Taken> lastTwo = List.of();

  /**
   * @param first when the first is to be taken, more than 0
   */
  MiddlePictures(Duration first) {
    next = first;
  }

  void offer(Duration sinceBeginning, Supplier<List<EvidenceImage>> camera) {
    if (sinceBeginning.compareTo(next) < 0) {
      return;
    }
    Taken taken = new Taken(sinceBeginning, camera.get());
    lastTwo = lastTwo.isEmpty() ? List.of(taken) : List.of(lastTwo.get(lastTwo.size() - 1), taken);
    next = sinceBeginning.multipliedBy(2);
  }

  /** Those nearest to the middle; empty if no frame came in time. */
  List<EvidenceImage> middleOf(Duration whole) {
    long middle = whole.toMillis() / 2;
    return lastTwo.stream()
        .min((one, other) -> Long.compare(off(one, middle), off(other, middle)))
        .map(Taken::pictures)
        .orElse(List.of());
  }

  private static long off(Taken taken, long middleMillis) {
    return Math.abs(taken.after().toMillis() - middleMillis);
  }
}
