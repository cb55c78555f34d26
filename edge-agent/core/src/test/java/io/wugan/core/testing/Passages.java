package io.wugan.core.testing;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.LotTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes passages up. */
public final class Passages {

  private final Supplier<UUID> ids;

  public Passages(Supplier<UUID> ids) {
    this.ids = ids;
  }

  /** A passage of a vehicle with a readable plate. */
  public Passage of(Direction direction, LotTime at, String plate, PlateColor color) {
    return passage(direction, at, Optional.of(choice(plate, color)));
  }

  /** A passage of a vehicle that nobody could read. */
  public Passage noPlate(Direction direction, LotTime at) {
    return passage(direction, at, Optional.empty());
  }

  private Passage passage(Direction direction, LotTime at, Optional<PlateChoice> plate) {
    String lane = direction == Direction.EXIT ? "X1" : "E1";
    return new Passage(
        ids.get(), lane, direction, TriggerSource.VIDEO, plate, at, at, 14, List.of(), Set.of());
  }

  private static PlateChoice choice(String plate, PlateColor color) {
    return new PlateChoice(
        PlateNumber.parse(plate),
        plate,
        PlateGrammar.categoryOf(plate, color),
        color,
        ColorSource.PIXELS,
        0.9,
        List.of(),
        1,
        List.of(new PlateChoice.Candidate(plate, 1)),
        Reads.plate(400, 300, 120));
  }
}
