package io.wugan.lab.lot;

import java.util.Map;
import java.util.TreeMap;

/** What a simulated lot counted. Confined to one thread. */
public final class LotFigures {

  long crossings;
  long passages;
  long exits;
  long visits;
  long closedRight;
  long closedRightLater;
  long offered;
  long offeredFirst;
  long closedWrong;
  long fuzzy;
  long reviews;
  long settled;
  long duplicates;
  long turnedBack;
  long clockSteps;
  long boots;
  long rulesChecked;

  /** Why stays seen at both ends were not paired by themselves, in how many cases. */
  final Map<String, Long> unpaired = new TreeMap<>();

  /** What was read where a wrong session was closed, in how many cases. */
  final Map<String, Long> wrongly = new TreeMap<>();

  static void count(Map<String, Long> cases, String why) {
    cases.merge(why, 1L, Long::sum);
  }

  /** Share of crossings that became a passage, 0 to 1. */
  public double captureRate() {
    return share(passages, crossings);
  }

  /** Share of visits seen at both ends whose session its own exit closed by itself, 0 to 1. */
  public double pairedByItself() {
    return share(closedRight + closedRightLater, visits);
  }

  /** The same, with those that a person is offered in the review item of the exit, 0 to 1. */
  public double pairedWithReview() {
    return share(closedRight + closedRightLater + offered, visits);
  }

  /**
   * Sessions of other vehicles that were ended, for each exit, 0 to 1; those undone later included.
   */
  public double wrongCloseRate() {
    return share(closedWrong, exits);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
