package io.wugan.agent.desk;

import io.wugan.core.listing.PlateList;
import io.wugan.core.session.Correction;
import java.util.List;
import java.util.UUID;

/** What the desk may be asked for. */
public sealed interface DeskOrder {

  /** Tells repetitions; its answer is found by it. */
  UUID id();

  /** For the log and for people; without plates. */
  String described();

  /**
   * A stay, a review item or the count is to be put right.
   *
   * @param correction the correction
   */
  record Correct(Correction correction) implements DeskOrder {
    @Override
    public UUID id() {
      return correction.id();
    }

    @Override
    public String described() {
      return "correction by " + correction.by();
    }
  }

  /**
   * A list of plates is to take the place of the one that is held.
   *
   * @param list the whole list
   */
  record Replace(UUID id, PlateList list) implements DeskOrder {
    @Override
    public String described() {
      return "list of plates, revision " + list.revision();
    }
  }

  /**
   * Records are to be sent once more.
   *
   * @param by who asks, not blank
   * @param epoch whose numbers they are
   * @param ranges which, 1 to {@value #MOST_RANGES}
   */
  record Resend(UUID id, String by, String epoch, List<ResendService.Range> ranges)
      implements DeskOrder {

    /** As many as one order may name. */
    public static final int MOST_RANGES = 100;

    /**
     * @throws IllegalArgumentException saying what is wrong
     */
    public Resend {
      ranges = List.copyOf(ranges);
      if (by.isBlank()) {
        throw new IllegalArgumentException("--by must not be blank");
      }
      if (ranges.isEmpty() || ranges.size() > MOST_RANGES) {
        throw new IllegalArgumentException(
            "1 to " + MOST_RANGES + " ranges are wanted, not " + ranges.size());
      }
    }

    @Override
    public String described() {
      return "resend by " + by;
    }
  }
}
