package io.wugan.sync.evidence;

import io.wugan.sync.ledger.EvidenceTotals;
import io.wugan.sync.ledger.GoneReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What one sweep has done so far, and whether it may do another step. Confined to the sweep's
 * thread.
 */
final class SweepTally {

  private final int mostSteps;
  private final BooleanSupplier between;
  private final Map<GoneReason, Integer> gone = new EnumMap<>(GoneReason.class);
  private int steps;
  private boolean stopped;
  private int indexed;
  private int adopted;

  SweepTally(int mostSteps, BooleanSupplier between) {
    this.mostSteps = mostSteps;
    this.between = between;
  }

  /** Whether another step may be done; lets others have their turn first. */
  boolean next() {
    if (!stopped && (++steps > mostSteps || !between.getAsBoolean())) {
      stopped = true;
    }
    return !stopped;
  }

  void indexed(int pictures) {
    indexed += pictures;
  }

  void adopted(int pictures) {
    adopted += pictures;
  }

  void gone(GoneReason reason, int pictures) {
    gone.merge(reason, pictures, Integer::sum);
  }

  SweepReport report(EvidenceTotals totals, long overBytes, boolean dated) {
    // One that was stopped does not know whether the rest is held.
    long over = stopped ? 0 : overBytes;
    return new SweepReport(totals, indexed, adopted, gone, over, dated, !stopped);
  }
}
