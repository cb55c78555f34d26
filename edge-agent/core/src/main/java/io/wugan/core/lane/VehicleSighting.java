package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.time.LotTime;
import java.util.List;

/**
 * One vehicle that has gone by, with everything that was seen of it; its pictures are still in
 * memory.
 *
 * @param lane where
 * @param direction which way
 * @param plate the plate that represents its reads
 * @param at when it crossed; the last frame that showed it
 * @param firstSeen first frame that showed it
 * @param frames how many frames showed it
 * @param pictures its best pictures
 */
public record VehicleSighting(
    Lane lane,
    Direction direction,
    PlateChoice plate,
    LotTime at,
    LotTime firstSeen,
    int frames,
    List<EvidenceImage> pictures) {

  public VehicleSighting {
    pictures = List.copyOf(pictures);
  }
}
