package io.wugan.lab.billing;

import io.wugan.core.plate.PlateNumber;

/**
 * Something a person has to decide before money moves. Immutable; {@link #toString()} masks the
 * plate.
 *
 * @param key session id, or the id of a passage that belongs to no session; {@code epoch …} or
 *     {@code digest …} where it is about a count
 * @param kind what is asked
 * @param plate plate, or empty if there is none
 * @param text the particulars, without the plate
 * @param edge who recorded it
 */
public record Question(String key, Kind kind, String plate, String text, EdgeId edge) {

  /** What is asked. */
  public enum Kind {
    /** A vehicle left that nobody saw come in. */
    ORPHAN_EXIT,
    /** A vehicle passed, and nobody knows which way. */
    DIRECTION_UNKNOWN,
    /** The stay is over, its end is not known. */
    EXIT_UNKNOWN,
    /** The edge asks for a person before billing. */
    REVIEW,
    /** There is no plate to send the bill to. */
    NO_PLATE,
    /** Entry and exit are of different boots, and the clock of one was not known (yet). */
    CLOCK_UNKNOWN,
    /** The exit lies before the entry. */
    TIMES_REVERSED,
    /** A correction came after the bill. */
    CORRECTED_AFTER_BILL,
    /** An edge counts anew and does not say what became of its last count: loss, or two boards. */
    EPOCH_UNEXPLAINED,
    /** Edge and cloud hold the same numbers and not the same events. */
    DIGEST_DIFFERS
  }

  @Override
  public String toString() {
    return "%s %s %s: %s (%s)".formatted(kind, edge, PlateNumber.mask(plate), text, key);
  }
}
