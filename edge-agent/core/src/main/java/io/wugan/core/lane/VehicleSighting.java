package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.LotTime;
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
 * @param at when it crossed; the last frame that showed it
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
}
