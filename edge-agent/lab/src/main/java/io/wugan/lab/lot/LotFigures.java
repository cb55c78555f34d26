package io.wugan.lab.lot;

/** What a simulated lot counted. Confined to one thread. */
public final class LotFigures {

  long crossings;
  long passages;
  long visits;
  long closedRight;
  long closedRightLater;
  long offered;
  long offeredFirst;
  long closedWrong;
  long wrongUndone;
  long fuzzy;
  long reviews;
  long duplicates;
  long turnedBack;
  long clockSteps;
  long boots;
  long rulesChecked;

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

  /** Share of exits that closed another vehicle's session, 0 to 1; those undone later included. */
  public double wrongCloseRate() {
    return share(closedWrong, visits);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
