package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.LotTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One vehicle that has gone by, with everything that was seen of it; its pictures are still in
 * memory.
 *
 * @param lane where
 * @param direction which way
 * @param trigger what made the agent believe it
 * @param plate the plate that represents its reads; empty where no plate was seen at all
 * @param secondPlate a trailer's plate behind the first one
 * @param at when it crossed: the trip line, or where the lane has none, the last frame that showed
 *     it
 * @param firstSeen first frame that showed it
 * @param frames how many frames showed it
 * @param pictures its best pictures
 * @param flags what is out of the ordinary; empty for most
 */
public record VehicleSighting(
    Lane lane,
    Direction direction,
    TriggerSource trigger,
    Optional<PlateChoice> plate,
    Optional<PlateChoice> secondPlate,
    LotTime at,
    LotTime firstSeen,
    int frames,
    List<EvidenceImage> pictures,
    Set<PassageFlag> flags) {

  public VehicleSighting {
    pictures = List.copyOf(pictures);
    flags = Set.copyOf(flags);
  }

  /** The plate under which sessions will know it; empty without a readable one. */
  public Optional<PlateNumber> number() {
    return plate.flatMap(PlateChoice::number);
  }

  VehicleSighting withFlag(PassageFlag flag) {
    Set<PassageFlag> more = new HashSet<>(flags);
    more.add(flag);
    return new VehicleSighting(
        lane, direction, trigger, plate, secondPlate, at, firstSeen, frames, pictures, more);
  }

  /** The same vehicle, of which another sensor knows the way. */
  VehicleSighting withDirection(Direction known) {
    return new VehicleSighting(
        lane, known, trigger, plate, secondPlate, at, firstSeen, frames, pictures, flags);
  }

  /** The same vehicle, with what was seen of its trailer. */
  VehicleSighting withTrailer(VehicleSighting trailer) {
    List<EvidenceImage> both = new ArrayList<>(pictures);
    both.addAll(trailer.pictures);
    return new VehicleSighting(
            lane,
            direction,
            trigger,
            plate,
            trailer.plate,
            at,
            firstSeen,
            frames + trailer.frames,
            both,
            flags)
        .withFlag(PassageFlag.SECOND_PLATE);
  }
}
