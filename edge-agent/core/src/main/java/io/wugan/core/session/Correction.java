package io.wugan.core.session;

import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * What a person or the cloud puts right (业务纠正). It never carries a time: the times of a session are
 * those of its passages, or unknown.
 *
 * @param id tells a repetition: the same id is applied once
 * @param origin who asks
 * @param by name or account, for the audit; 1 to 64 characters
 * @param why for the audit; at most 200 characters
 * @param sessionId the session to change; empty only to settle a review item as it stands, and for
 *     a count
 * @param revision the revision it was decided on; empty where it was not looked at
 * @param reviewId the review item that it settles
 * @param change what to change
 */
public record Correction(
    UUID id,
    Origin origin,
    String by,
    String why,
    Optional<UUID> sessionId,
    OptionalInt revision,
    Optional<UUID> reviewId,
    Change change) {

  /** Who asks for it. */
  public enum Origin {
    OPERATOR,
    CLOUD
  }

  /** What to change. */
  public sealed interface Change {

    /**
     * The plate was read wrongly, or not at all.
     *
     * @param plate what it is
     * @param color its colour
     */
    record SetPlate(PlateNumber plate, PlateColor color) implements Change {}

    /**
     * This exit ends the session; a session without a plate takes that of the exit.
     *
     * @param passageId an exit that closes no session yet
     */
    record BindExit(UUID passageId) implements Change {}

    /** The exit is not its own: the vehicle is still inside. */
    record ForgetExit() implements Change {}

    /** It has left, nobody knows when. */
    record CloseWithoutExit() implements Change {}

    /**
     * It never was a stay.
     *
     * @param reason why
     */
    record Discard(VoidReason reason) implements Change {}

    /**
     * A person counted the vehicles inside (盘点); no session changes.
     *
     * @param inside how many there are, 0 to {@value #MOST_INSIDE}
     */
    record Recount(int inside) implements Change {

      static final int MOST_INSIDE = 1_000_000;

      /**
       * @throws IllegalArgumentException if there cannot be as many
       */
      public Recount {
        if (inside < 0 || inside > MOST_INSIDE) {
          throw new IllegalArgumentException(
              "counted vehicles must be 0 to " + MOST_INSIDE + ", not " + inside);
        }
      }
    }

    /** Everything is as it should be; settles a review item. */
    record Confirm() implements Change {}
  }

  /**
   * @throws IllegalArgumentException if a text is too long or missing, or there is neither session
   *     nor review item
   */
  public Correction {
    if (by.isBlank() || by.length() > 64 || why.length() > 200) {
      throw new IllegalArgumentException(
          "a correction needs a name of 1 to 64 characters and a reason of at most 200");
    }
    boolean settles = change instanceof Change.Confirm && reviewId.isPresent();
    if (sessionId.isEmpty() && !settles && !(change instanceof Change.Recount)) {
      throw new IllegalArgumentException("a correction needs the session that it changes");
    }
  }
}
