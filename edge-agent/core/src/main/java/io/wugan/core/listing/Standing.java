package io.wugan.core.listing;

import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.LotTime;
import java.util.Optional;
import java.util.Set;

/**
 * How a vehicle stands with the lot at its passage. Told to the cloud beside the passage; what it
 * is worth in money is the cloud's business.
 *
 * @param listed its class by the lot's list; empty where it is on no list, or has no plate
 * @param exemptHint whether its plate is of a category that commonly need not pay; no list is asked
 */
public record Standing(Optional<VehicleClass> listed, boolean exemptHint) {

  /** On no list, and nothing to hint at. */
  public static final Standing ORDINARY = new Standing(Optional.empty(), false);

  // Emergency vehicles by 国办发〔2018〕114号; for the others it is the custom of most lots.
  private static final Set<PlateCategory> HINTED =
      Set.of(
          PlateCategory.EMERGENCY,
          PlateCategory.POLICE,
          PlateCategory.ARMED_POLICE,
          PlateCategory.MILITARY);

  /**
   * How a plate stands at a moment.
   *
   * @param plate the plate under which its stay is known; empty for none
   * @param color colour of the plate
   * @param at when it passes
   * @param lists the lot's list
   */
  public static Standing of(
      Optional<PlateNumber> plate, PlateColor color, LotTime at, ListedPlates lists) {
    if (plate.isEmpty()) {
      return ORDINARY;
    }
    PlateNumber number = plate.get();
    return new Standing(
        lists.findListed(number, at).map(ListedPlate::vehicleClass),
        HINTED.contains(PlateGrammar.categoryOf(number.text(), color)));
  }

  /** Whether it is listed in a class. */
  public boolean is(VehicleClass wanted) {
    return listed.equals(Optional.of(wanted));
  }
}
