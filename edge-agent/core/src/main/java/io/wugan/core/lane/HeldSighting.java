package io.wugan.core.lane;

import io.wugan.core.plate.Confusables;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.time.LotTime;
import java.time.Duration;

/** A sighting that waits to be handed out, with what its neighbours need to know. Immutable. */
record HeldSighting(VehicleSighting sighting, PlateView view, Leg leg) {

  /** Two vehicles this near to one another may be one to a loop (跟车). */
  static final Duration TAILGATE_GAP = Duration.ofMillis(800);

  /**
   * As far as this apart, from one's first frame to the other's, they follow with a gap: a car of
   * 4.6 m at 12 km/h leaves 3 m. Both come into view at about the same distance, so that this tells
   * their headway however far the camera sees.
   */
  static final Duration HEADWAY = Duration.ofMillis(2400);

  /** A lorry of 16 m at 18 km/h shows its trailer's plate this long after its own. */
  static final Duration TRAILER_GAP = Duration.ofSeconds(3);

  LotTime lastSeen() {
    return leg.lastSeen();
  }

  boolean isTrailer() {
    return category() == PlateCategory.TRAILER;
  }

  /**
   * Whether it may draw a trailer whose plate will be seen, and has none yet. A trailer has its
   * plate at the rear only: the camera that a lorry comes towards sees the lorry's own.
   */
  boolean mayHaveTrailer() {
    boolean large =
        category() == PlateCategory.LARGE_YELLOW || category() == PlateCategory.NEV_LARGE;
    return large && leg.tendency() != Tendency.NEARER && sighting.secondPlate().isEmpty();
  }

  private PlateCategory category() {
    return sighting.plate().map(PlateChoice::category).orElse(PlateCategory.UNKNOWN);
  }

  /** Whether a trailer's plate follows this one closely. */
  boolean draws(HeldSighting trailer) {
    return draws(trailer.view) && !leg.tendency().opposite(trailer.leg.tendency());
  }

  /** Whether a plate, if it is a trailer's, follows this one closely. */
  boolean draws(PlateView trailer) {
    return mayHaveTrailer()
        && follows(view, trailer)
        && trailer.firstSeen().since(lastSeen()).compareTo(TRAILER_GAP) < 0;
  }

  HeldSighting with(HeldSighting trailer) {
    LotTime last = trailer.lastSeen().since(lastSeen()).isZero() ? lastSeen() : trailer.lastSeen();
    return new HeldSighting(
        sighting.withTrailer(trailer.sighting), until(last, view), leg.until(last));
  }

  private static PlateView until(LotTime last, PlateView view) {
    return new PlateView(
        view.vehicle(),
        view.text(),
        view.firstSeen(),
        last,
        view.nearest(),
        view.frames(),
        view.beside());
  }

  HeldSighting tailgating() {
    return new HeldSighting(sighting.withFlag(PassageFlag.TAILGATE), view, leg);
  }

  /**
   * Whether two vehicles went by one close behind the other and not side by side: less than {@link
   * #HEADWAY} from the first frame of one to the first of the other, and less than {@link
   * #TAILGATE_GAP} from the last of one to the first of the other.
   */
  static boolean close(PlateView one, PlateView other) {
    boolean inOrder = one.vehicle() < other.vehicle();
    PlateView before = inOrder ? one : other;
    PlateView after = inOrder ? other : one;
    return follows(before, after)
        && !Confusables.sameMisread(before.text(), after.text())
        && after.firstSeen().since(before.firstSeen()).compareTo(HEADWAY) < 0
        && after.firstSeen().since(before.lastSeen()).compareTo(TAILGATE_GAP) < 0;
  }

  private static boolean follows(PlateView before, PlateView after) {
    return before.vehicle() < after.vehicle() && !after.beside().contains(before.vehicle());
  }
}
