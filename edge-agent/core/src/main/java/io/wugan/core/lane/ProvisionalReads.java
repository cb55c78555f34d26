package io.wugan.core.lane;

import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the first good read of each vehicle: confident, a plate number, and either read alike twice
 * or unchallenged for {@value #ALONE_MILLIS} ms. Told once for a vehicle, and again when its text
 * changes. Memory is that of the vehicles in view. Confined to the lane's thread.
 */
final class ProvisionalReads {

  static final int ALONE_MILLIS = 300;
  // A display that has to correct itself confuses more than one that is late.
  private static final double LEAST_CONFIDENCE = 0.7;
  private static final int AGREEING = 2;

  private final Map<Long, String> told = new HashMap<>();

  /**
   * What is new with this frame.
   *
   * @param inView vehicles in view
   * @param recent plates that have gone by: what stands in view is not told again and again
   */
  List<ProvisionalRead> update(LotTime now, List<VehicleTrack> inView, RecentPlates recent) {
    told.keySet().retainAll(inView.stream().map(VehicleTrack::number).collect(Collectors.toSet()));
    List<ProvisionalRead> fresh = new ArrayList<>();
    for (VehicleTrack track : inView) {
      String text = track.lead().text();
      boolean changed = !text.equals(told.get(track.number()));
      if (changed && isSettled(now, track) && recent.find(text, track.firstSeen()).isEmpty()) {
        tell(now, track).ifPresent(fresh::add);
      }
    }
    return List.copyOf(fresh);
  }

  private static boolean isSettled(LotTime now, VehicleTrack track) {
    PlateRead lead = track.lead();
    boolean alone = now.since(track.firstSeen()).compareTo(Duration.ofMillis(ALONE_MILLIS)) >= 0;
    return lead.confidence() >= LEAST_CONFIDENCE && (alone || track.agreeing() >= AGREEING);
  }

  private Optional<ProvisionalRead> tell(LotTime now, VehicleTrack track) {
    String text = track.lead().text();
    Optional<PlateNumber> number = PlateNumber.parse(text);
    number.ifPresent(plate -> told.put(track.number(), text));
    return number.map(plate -> new ProvisionalRead(track.number(), plate, now));
  }
}
