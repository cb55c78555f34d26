package io.wugan.core.lot;

import io.wugan.core.lane.Passage;
import io.wugan.core.session.Decision;
import io.wugan.core.session.PassageDecider;
import io.wugan.core.session.SessionBook;

/** What a board decides whose lot another board keeps: nothing; each passage waits for that one. */
public final class LeaveToKeeper implements PassageDecider {

  @Override
  public Decision decide(Passage passage, SessionBook book) {
    return new Decision.LeftToKeeper(passage);
  }
}
