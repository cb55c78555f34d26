package io.wugan.sync.ledger;

import java.util.List;
import java.util.UUID;

/**
 * What a request to forget did, or would do. Immutable.
 *
 * @param stays that were deleted
 * @param passages of these stays and of none
 * @param pictures whose files are erased, those stored within two minutes a little later
 * @param records acknowledged ones out of which the plate was taken
 * @param others passages of other vehicles, and lines of the audit, in which it was named
 * @param listed entries of the list of plates
 * @param kept what stays, and why
 * @param mentioning records that are not acknowledged, and commands and lists under way, that name
 *     it
 */
public record ForgetReport(
    int stays,
    int passages,
    int pictures,
    int records,
    int others,
    int listed,
    List<Kept> kept,
    long mentioning) {

  public ForgetReport {
    kept = List.copyOf(kept);
  }

  /**
   * A stay, or a passage of none, that cannot be deleted yet.
   *
   * @param isStay whether it is a stay
   * @param id of it
   * @param why what must happen first
   */
  public record Kept(boolean isStay, UUID id, Why why) {}

  /** What must happen first. */
  public enum Why {
    /** The vehicle is inside. */
    INSIDE,
    /** A record of it is not acknowledged by the cloud, or set apart. */
    UNSETTLED,
    /** A person is still to look at it. */
    REVIEW,
    /** Its pictures are held. */
    HELD,
    /** It waits for the board that keeps the lot's stays. */
    HANDOVER,
    /** It is the last that passed; the next vehicle frees it. */
    LATEST
  }

  /** Whether anything was found. */
  public boolean isAny() {
    return stays + passages + records + others + listed + kept.size() + mentioning > 0;
  }
}
