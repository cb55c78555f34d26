package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.LotTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * One vehicle crossed one lane once (过车), with a plate or without a readable one (NOPLATE).
 *
 * @param id version 7 UUID
 * @param laneId where
 * @param direction which way
 * @param trigger what made the agent believe it
 * @param plate what was read; empty where no plate was seen at all
 * @param secondPlate a trailer's plate behind the first one
 * @param at when it crossed
 * @param firstSeen first frame that showed it
 * @param frames how many frames showed it
 * @param images pictures that are kept
 * @param flags what is out of the ordinary; empty for most
 */
public record Passage(
    UUID id,
    String laneId,
    Direction direction,
    TriggerSource trigger,
    Optional<PlateChoice> plate,
    Optional<PlateChoice> secondPlate,
    LotTime at,
    LotTime firstSeen,
    int frames,
    List<EvidenceRef> images,
    Set<PassageFlag> flags) {

  public Passage {
    images = List.copyOf(images);
    flags = Set.copyOf(flags);
  }

  /** A passage without a second plate. */
  public Passage(
      UUID id,
      String laneId,
      Direction direction,
      TriggerSource trigger,
      Optional<PlateChoice> plate,
      LotTime at,
      LotTime firstSeen,
      int frames,
      List<EvidenceRef> images,
      Set<PassageFlag> flags) {
    this(
        id,
        laneId,
        direction,
        trigger,
        plate,
        Optional.empty(),
        at,
        firstSeen,
        frames,
        images,
        flags);
  }

  /** A sighting becomes a passage once its pictures are kept. */
  public static Passage of(UUID id, VehicleSighting sighting, List<EvidenceRef> images) {
    return new Passage(
        id,
        sighting.lane().id(),
        sighting.direction(),
        sighting.trigger(),
        sighting.plate(),
        sighting.secondPlate(),
        sighting.at(),
        sighting.firstSeen(),
        sighting.frames(),
        images,
        sighting.flags());
  }

  /** The same passage with each of its times told anew. */
  public Passage withTimes(UnaryOperator<LotTime> telling) {
    return new Passage(
        id,
        laneId,
        direction,
        trigger,
        plate,
        secondPlate,
        telling.apply(at),
        telling.apply(firstSeen),
        frames,
        images.stream().map(image -> image.takenAt(telling.apply(image.takenAt()))).toList(),
        flags);
  }

  /** Colour of its plate, unknown without one. */
  public PlateColor color() {
    return plate.map(PlateChoice::color).orElse(PlateColor.UNKNOWN);
  }

  /** The plate under which sessions know it; empty for a NOPLATE passage. */
  public Optional<PlateNumber> plateNumber() {
    return plate.flatMap(PlateChoice::number);
  }
}
