package io.wugan.sync.ledger;

/**
 * What came of an order to hold pictures or to release them.
 *
 * @param result whether anything changed
 * @param holds how many holds began or ended
 * @param pictures pictures of the subject that are kept
 * @param gone pictures of the subject that went before
 */
public record HoldOutcome(Result result, int holds, long pictures, long gone) {

  /** Whether anything changed. */
  public enum Result {
    /** It was done. */
    DONE,
    /** It was done before; nothing changed. */
    DONE_BEFORE,
    /** There is no such stay, passage, picture or hold. */
    UNKNOWN_SUBJECT
  }

  static HoldOutcome unknown() {
    return new HoldOutcome(Result.UNKNOWN_SUBJECT, 0, 0, 0);
  }
}
