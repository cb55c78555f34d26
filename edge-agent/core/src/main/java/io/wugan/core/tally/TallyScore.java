package io.wugan.core.tally;

import java.util.List;

/**
 * How a board did.
 *
 * @param captured taps that were recorded, of all taps
 * @param plates plates read without a fault, of recorded vehicles whose plate was typed
 * @param unread those of them that were recorded without a plate
 * @param directions recorded vehicles whose direction is right
 * @param orphans recorded exits for which no stay was found, of all recorded exits
 * @param extra passages that nobody tapped
 * @param missed taps that were not recorded
 * @param confusions characters read wrongly, the most frequent first
 * @param pairs taps with their passages, in the order of the taps
 */
public record TallyScore(
    Proportion captured,
    Proportion plates,
    int unread,
    Proportion directions,
    Proportion orphans,
    List<TallySeen> extra,
    List<TallyTap> missed,
    List<Confusion> confusions,
    List<TallyPair> pairs) {

  public TallyScore {
    extra = List.copyOf(extra);
    missed = List.copyOf(missed);
    confusions = List.copyOf(confusions);
    pairs = List.copyOf(pairs);
  }
}
