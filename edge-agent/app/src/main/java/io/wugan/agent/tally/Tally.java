package io.wugan.agent.tally;

import io.wugan.core.tally.TallyTap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A count that goes on or is over. Immutable.
 *
 * @param startedAt when it was begun
 * @param startedBy by whom
 * @param lanes ids of the lanes that are counted at
 * @param taps vehicles that passed, in the order of the taps, at most {@value #MOST_TAPS}
 * @param finishedAt when it was ended; empty while it goes on
 */
public record Tally(
    Instant startedAt,
    String startedBy,
    List<String> lanes,
    List<TallyTap> taps,
    Optional<Instant> finishedAt) {

  /** As many taps as one count has. */
  public static final int MOST_TAPS = 500;

  public Tally {
    lanes = List.copyOf(lanes);
    taps = List.copyOf(taps);
  }

  /** Whether taps may still come. */
  public boolean isRunning() {
    return finishedAt.isEmpty();
  }

  /** With one tap more. */
  public Tally with(TallyTap tap) {
    List<TallyTap> more = new ArrayList<>(taps);
    more.add(tap);
    return new Tally(startedAt, startedBy, lanes, more, finishedAt);
  }

  /** With other taps. */
  public Tally withTaps(List<TallyTap> other) {
    return new Tally(startedAt, startedBy, lanes, other, finishedAt);
  }

  /** The same, over. */
  public Tally finished(Instant at) {
    return new Tally(startedAt, startedBy, lanes, taps, Optional.of(at));
  }
}
