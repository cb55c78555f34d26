package io.wugan.lab.demo;

import io.wugan.lab.billing.Stay;
import io.wugan.lab.billing.Tariff;
import io.wugan.lab.clip.ClipTruth;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A stay that the demo's clips really show.
 *
 * @param plate its plate
 * @param entry when the plate was last to be seen in the entry clip
 * @param exit when the plate was last to be seen in the exit clip
 */
record ExpectedStay(String plate, Instant entry, Instant exit) {

  // A plate that leaves the picture is lost to the eye some frames before its last corner is.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** Every vehicle that both clips show. */
  static List<ExpectedStay> listAll(Instant entryStart, Instant exitStart) throws IOException {
    List<ExpectedStay> stays = new ArrayList<>();
    ClipTruth exits = DemoClip.EXIT.truth();
    ClipTruth entries = DemoClip.ENTRY.truth();
    for (ClipTruth.Vehicle in : entries.vehicles()) {
      for (ClipTruth.Vehicle out : exits.vehicles()) {
        if (!in.plate().isEmpty() && in.plate().equals(out.plate())) {
          stays.add(
              new ExpectedStay(
                  in.plate(), lastSeen(entryStart, entries, in), lastSeen(exitStart, exits, out)));
        }
      }
    }
    return stays;
  }

  private static Instant lastSeen(Instant start, ClipTruth truth, ClipTruth.Vehicle vehicle) {
    int frame = vehicle.quads().get(vehicle.quads().size() - 1).frame();
    return start.plusMillis(Math.round(1000.0 * frame / truth.clip().fps()));
  }

  /** Whether a bill is the one for this stay: plate, times, and the price of those times. */
  boolean agrees(Stay bill, Tariff tariff) {
    long minutes = Duration.between(bill.entry(), bill.exit()).toMinutes();
    return bill.plate().equals(plate)
        && near(bill.entry(), entry)
        && near(bill.exit(), exit)
        && bill.minutes() == minutes
        && bill.fen() == tariff.fen(minutes);
  }

  private static boolean near(Instant a, Instant b) {
    return Duration.between(a, b).abs().compareTo(TOLERANCE) <= 0;
  }
}
