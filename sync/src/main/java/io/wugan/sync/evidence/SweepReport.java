package io.wugan.sync.evidence;

import io.wugan.sync.ledger.EvidenceTotals;
import io.wugan.sync.ledger.GoneReason;
import java.util.Map;

/**
 * What a sweep did.
 *
 * @param totals what is kept after it
 * @param indexed pictures of passages that became known
 * @param adopted files that no passage names and that became known
 * @param gone pictures that went, by the reason
 * @param overBytes room that is still wanted while only held pictures are left; 0 if none is, and
 *     while there is more to do
 * @param dated whether the clock is known; without it nothing goes by its date
 * @param finished false if there is more to do, or it was told to stop
 */
public record SweepReport(
    EvidenceTotals totals,
    int indexed,
    int adopted,
    Map<GoneReason, Integer> gone,
    long overBytes,
    boolean dated,
    boolean finished) {

  public SweepReport {
    gone = Map.copyOf(gone);
  }

  /** Pictures that went for a reason. */
  public int gone(GoneReason reason) {
    return gone.getOrDefault(reason, 0);
  }
}
