package io.wugan.core.listing;

import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.LotTime;
import java.util.Optional;

/** The list as one decision sees it. Valid as long as the decision's transaction, on its thread. */
@FunctionalInterface
public interface ListedPlates {

  /** A lot without any list. */
  ListedPlates NONE = (plate, at) -> Optional.empty();

  /** What is listed for exactly this plate at a moment. */
  Optional<ListedPlate> findListed(PlateNumber plate, LotTime at);
}
