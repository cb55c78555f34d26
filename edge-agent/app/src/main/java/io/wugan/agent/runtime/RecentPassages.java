package io.wugan.agent.runtime;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.time.LotTime;
import io.wugan.sync.ledger.LedgerView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What went by a lane just before the agent began: after a restart, a vehicle that was told and is
 * still in view must not be told again.
 */
final class RecentPassages {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int MOST = 64;

  private RecentPassages() {}

  /**
   * Passages of a lane in the last ten minutes, in their order; only those whose age the clock can
   * tell.
   *
   * @throws LedgerException if the ledger cannot be read
   */
  static List<PassageFacts> of(Path ledger, String laneId, LotTime now) {
    try (LedgerView view = LedgerView.open(ledger)) {
      return view.listPassages(laneId, now.utc().minus(WINDOW), MOST).stream()
          .filter(passage -> now.isComparableTo(passage.ref().at()))
          .filter(passage -> now.since(passage.ref().at()).compareTo(WINDOW) <= 0)
          .toList();
    }
  }
}
