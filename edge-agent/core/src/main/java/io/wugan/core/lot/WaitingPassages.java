package io.wugan.core.lot;

import io.wugan.core.lane.Passage;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Passages that a board has captured and the keeper has not. They must outlive a power cut. */
public interface WaitingPassages {

  /** The oldest, in the order of capture, at most {@code limit}. */
  List<Passage> listOldest(int limit);

  /** The keeper has captured these. Those that do not wait are passed over. */
  void settle(Collection<UUID> passageIds);
}
