package io.wugan.core.session;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import java.util.List;
import java.util.Optional;

/**
 * What a correction needs to know of a passage.
 *
 * @param ref id, lane and time
 * @param direction which way
 * @param plate the plate that was read; empty for NOPLATE
 * @param color its colour
 * @param alsoRead other texts that were read of it with some weight
 */
public record PassageFacts(
    PassageRef ref,
    Direction direction,
    Optional<PlateNumber> plate,
    PlateColor color,
    List<String> alsoRead) {

  public PassageFacts {
    alsoRead = List.copyOf(alsoRead);
  }

  /** What is kept of {@code passage}. */
  public static PassageFacts of(Passage passage) {
    return new PassageFacts(
        PassageRef.of(passage),
        passage.direction(),
        passage.plateNumber(),
        passage.color(),
        passage.plate().map(PlateChoice::alternatives).orElse(List.of()));
  }
}
