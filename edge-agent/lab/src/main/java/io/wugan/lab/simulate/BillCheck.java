package io.wugan.lab.simulate;

import io.wugan.lab.billing.BillingDatabase;
import io.wugan.lab.billing.LedgerExport;
import io.wugan.lab.billing.Stay;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the back end billed beside what it had to bill. Immutable.
 *
 * @param expected stays that had to be billed
 * @param billed bills of the simulated lots
 * @param lacking stays that were not billed
 * @param surplus bills that nothing follows from
 * @param repeated bills of a stay that was billed already
 * @param wrong bills with another price
 * @param expectedFen sum that had to be billed
 * @param billedFen sum that was billed
 */
record BillCheck(
    long expected,
    long billed,
    long lacking,
    long surplus,
    long repeated,
    long wrong,
    long expectedFen,
    long billedFen) {

  boolean holds() {
    return lacking == 0 && surplus == 0 && repeated == 0 && wrong == 0 && expectedFen == billedFen;
  }

  static BillCheck compare(Map<UUID, Long> truth, Set<String> sites, BillingDatabase database) {
    Map<UUID, Long> open = new HashMap<>(truth);
    Set<UUID> seen = new HashSet<>();
    long[] counts = new long[5];
    new LedgerExport(database)
        .eachBill(
            stay -> {
              if (sites.contains(stay.edge().site())) {
                count(stay, open, seen, counts);
              }
            });
    long expectedFen = truth.values().stream().mapToLong(Long::longValue).sum();
    return new BillCheck(
        truth.size(),
        counts[0],
        open.size(),
        counts[1],
        counts[2],
        counts[3],
        expectedFen,
        counts[4]);
  }

  private static void count(Stay stay, Map<UUID, Long> open, Set<UUID> seen, long[] counts) {
    UUID session = UUID.fromString(stay.session());
    counts[0]++;
    counts[4] += stay.fen();
    Long fen = open.remove(session);
    if (!seen.add(session)) {
      counts[2]++;
    } else if (fen == null) {
      counts[1]++;
    } else if (fen != stay.fen()) {
      counts[3]++;
    }
  }
}
