package io.wugan.sync.lot;

import io.wugan.core.lane.Passage;
import io.wugan.core.lot.WaitingPassages;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a gate's board holds for the keeper; stays while the forwarder before it comes and goes. */
final class GateBoard implements WaitingPassages {

  private final Map<UUID, Passage> waiting = new LinkedHashMap<>();

  void capture(Passage passage) {
    waiting.put(passage.id(), passage);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  @Override
  public List<Passage> listOldest(int limit) {
    return waiting.values().stream().limit(limit).toList();
  }

  @Override
  public void settle(Collection<UUID> passageIds) {
    waiting.keySet().removeAll(List.copyOf(passageIds));
  }
}
