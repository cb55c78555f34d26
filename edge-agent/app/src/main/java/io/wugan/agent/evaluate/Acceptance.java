package io.wugan.agent.evaluate;

import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.plate.PlateRead;
import java.util.List;

/**
 * What a least confidence makes of the reads of labelled plates.
 *
 * @param threshold least confidence of the weakest character, 0 to 1
 * @param plates labelled plates
 * @param accepted those whose read is accepted
 * @param right those of {@code accepted} that were read exactly
 */
public record Acceptance(double threshold, int plates, int accepted, int right) {

  /** Counts outcomes. */
  public static Acceptance of(List<Outcome> outcomes, double threshold) {
    List<Outcome> accepted = outcomes.stream().filter(one -> one.accepted(threshold)).toList();
    int right = (int) accepted.stream().filter(Outcome::right).count();
    return new Acceptance(threshold, outcomes.size(), accepted.size(), right);
  }

  /**
   * Whether a lane would act on a read: its text is a plate's, what is seen is a plate by the
   * lane's own standards, and the weakest character reaches the threshold.
   */
  public static boolean accepts(PlateRead read, double threshold) {
    return isPlate(read) && read.confidence() >= threshold;
  }

  /** Whether a lane would follow a read and its text is a plate's, however sure it is. */
  static boolean isPlate(PlateRead read) {
    TrackerSettings lane = TrackerSettings.DEFAULT;
    return read.grammatical()
        && read.detectionConfidence() >= lane.minDetectionConfidence()
        && read.plateConfidence() >= lane.minPlateConfidence();
  }

  /** Accepted reads that are not the labelled plate. */
  public int wrong() {
    return accepted - right;
  }

  /** Plates without an accepted read. */
  public int rejected() {
    return plates - accepted;
  }
}
