package io.wugan.core.tally;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds which tap is which passage, lane by lane: both in the order of time, no two crossing one
 * another, at the least cost of all such pairings. A person taps some seconds before or after the
 * board records; where that leaves a doubt, a plate that was typed decides. Stateless.
 */
final class TallyMatcher {

  /** A tap further from a passage than this is another vehicle. */
  static final Duration WINDOW = Duration.ofSeconds(20);

  // Less than two of these make a pair cheaper than leaving both alone.
  private static final double ALONE = 1.0;
  private static final double OTHER_WAY = 0.4;
  private static final double OTHER_PLATE = 0.9;
  private static final double SAME_PLATE = -0.5;
  private static final int FEW_FAULTS = 2;

  private TallyMatcher() {}

  /** Pairs of one lane. */
  static List<TallyPair> match(List<TallyTap> taps, List<TallySeen> seen) {
    List<TallyTap> tapped = taps.stream().sorted(Comparator.comparing(TallyTap::at)).toList();
    List<TallySeen> passed = seen.stream().sorted(Comparator.comparing(TallySeen::at)).toList();
    double[][] best = new double[tapped.size() + 1][passed.size() + 1];
    for (int i = tapped.size(); i >= 0; i--) {
      for (int j = passed.size(); j >= 0; j--) {
        best[i][j] = cheapest(tapped, passed, best, i, j);
      }
    }
    return follow(tapped, passed, best);
  }

  private static double cheapest(
      List<TallyTap> taps, List<TallySeen> seen, double[][] best, int i, int j) {
    if (i == taps.size() || j == seen.size()) {
      return ALONE * (taps.size() - i + seen.size() - j);
    }
    double alone = ALONE + Math.min(best[i + 1][j], best[i][j + 1]);
    return Math.min(alone, cost(taps.get(i), seen.get(j)) + best[i + 1][j + 1]);
  }

  private static List<TallyPair> follow(
      List<TallyTap> taps, List<TallySeen> seen, double[][] best) {
    List<TallyPair> pairs = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < taps.size() && j < seen.size()) {
      if (best[i][j] == cost(taps.get(i), seen.get(j)) + best[i + 1][j + 1]) {
        pairs.add(new TallyPair(taps.get(i++), seen.get(j++)));
      } else if (best[i][j] == ALONE + best[i + 1][j]) {
        i++;
      } else {
        j++;
      }
    }
    return pairs;
  }

  private static double cost(TallyTap tap, TallySeen seen) {
    Duration apart = Duration.between(tap.at(), seen.at()).abs();
    if (apart.compareTo(WINDOW) > 0) {
      return Double.POSITIVE_INFINITY;
    }
    double cost = (double) apart.toMillis() / WINDOW.toMillis();
    cost += tap.direction() == seen.direction() ? 0 : OTHER_WAY;
    if (tap.plate().isPresent() && seen.plate().isPresent()) {
      cost += plateCost(tap.plate().get(), seen.plate().get());
    }
    return cost;
  }

  private static double plateCost(String was, String read) {
    if (was.equals(read)) {
      return SAME_PLATE;
    }
    return was.length() == read.length() && faults(was, read) <= FEW_FAULTS ? 0 : OTHER_PLATE;
  }

  private static int faults(String was, String read) {
    int faults = 0;
    for (int i = 0; i < was.length(); i++) {
      faults += was.charAt(i) == read.charAt(i) ? 0 : 1;
    }
    return faults;
  }
}
