package io.wugan.core.lane;

import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import java.util.List;

/** A lane with one inductive loop, which cannot tell the way. Confined to the lane's thread. */
public final class SingleLoop implements PresenceSensor {

  private final LoopInput loop;
  private final LotClock clock;

  /**
   * @param loop the loop
   * @param clock how late it is
   */
  public SingleLoop(LoopInput loop, LotClock clock) {
    this.loop = loop;
    this.clock = clock;
  }

  @Override
  public List<PresenceChange> changes() {
    LotTime now = clock.now();
    return loop.changes(now).stream()
        .map(edge -> new PresenceChange(TriggerSource.LOOP, edge.active(), edge.at()))
        .toList();
  }

  @Override
  public void onVehicleSeen() {
    loop.onVehicleSeen();
  }
}
