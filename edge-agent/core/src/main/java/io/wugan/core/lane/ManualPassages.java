package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A person at the lane presses a button (手动触发): a vehicle passes that neither camera nor loop may
 * notice. It is a passage of its own unless a plate is in view or a sensor feels a vehicle at about
 * that time: then it is that vehicle. Presses within {@value #REACH_SECONDS} s are one. Pure;
 * confined to the lane's thread.
 */
public final class ManualPassages {

  static final int REACH_SECONDS = 3;
  private static final Duration REACH = Duration.ofSeconds(REACH_SECONDS);

  private static final class Press {
    private final LotTime at;
    private List<EvidenceImage> pictures = List.of();
    private int frames;

    private Press(LotTime at) {
      this.at = at;
    }
  }

  private final Lane lane;
  private final List<Press> presses = new ArrayList<>();

  /**
   * @param lane whose role says which way
   */
  public ManualPassages(Lane lane) {
    this.lane = lane;
  }

  /** The button was pressed. */
  public void onPress(LotTime at) {
    boolean again = presses.stream().anyMatch(each -> isNear(each.at, at));
    if (!again) {
      presses.add(new Press(at));
    }
  }

  /** Whether a picture is wanted of a vehicle that a person has told of. */
  public boolean wantsPicture() {
    return presses.stream().anyMatch(each -> each.pictures.isEmpty());
  }

  /** The first picture since. */
  public void onPicture(List<EvidenceImage> pictures) {
    for (Press each : presses) {
      if (each.pictures.isEmpty()) {
        each.pictures = List.copyOf(pictures);
        each.frames = 1;
      }
    }
  }

  /**
   * Vehicles that a person alone has told of, {@value #REACH_SECONDS} s after.
   *
   * @param now the time
   * @param views plates that are or were in view
   * @param unseen vehicles that sensors alone told of, given out now
   */
  public List<VehicleSighting> decide(
      LotTime now, List<PlateView> views, List<VehicleSighting> unseen) {
    List<VehicleSighting> told = new ArrayList<>();
    presses.removeIf(each -> unseen.stream().anyMatch(other -> isSame(each, other)));
    for (Iterator<Press> each = presses.iterator(); each.hasNext(); ) {
      Press press = each.next();
      if (now.since(press.at).compareTo(REACH) < 0) {
        continue;
      }
      each.remove();
      if (views.stream().noneMatch(view -> isSame(press, view))) {
        told.add(sighting(press));
      }
    }
    return told;
  }

  /** The lane ends: what was told is decided. */
  public List<VehicleSighting> finish(List<PlateView> views) {
    List<VehicleSighting> told =
        presses.stream()
            .filter(press -> views.stream().noneMatch(view -> isSame(press, view)))
            .map(this::sighting)
            .toList();
    presses.clear();
    return told;
  }

  private VehicleSighting sighting(Press press) {
    Direction direction =
        switch (lane.role()) {
          case ENTRY -> Direction.ENTER;
          case EXIT -> Direction.EXIT;
          case BIDIRECTIONAL -> Direction.UNKNOWN;
        };
    return new VehicleSighting(
        lane,
        direction,
        TriggerSource.MANUAL,
        Optional.empty(),
        Optional.empty(),
        press.at,
        press.at,
        press.frames,
        press.pictures,
        Set.of(PassageFlag.UNSEEN));
  }

  private static boolean isSame(Press press, VehicleSighting sighting) {
    return spans(sighting.firstSeen(), sighting.at(), press.at);
  }

  private static boolean isSame(Press press, PlateView view) {
    return spans(view.firstSeen(), view.lastSeen(), press.at);
  }

  private static boolean spans(LotTime first, LotTime last, LotTime at) {
    return first.since(at).compareTo(REACH) <= 0 && at.since(last).compareTo(REACH) <= 0;
  }

  private static boolean isNear(LotTime one, LotTime other) {
    return one.since(other).compareTo(REACH) <= 0 && other.since(one).compareTo(REACH) <= 0;
  }
}
