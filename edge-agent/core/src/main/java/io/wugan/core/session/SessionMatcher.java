package io.wugan.core.session;

import io.wugan.core.lane.Passage;

/** Finds the open session that an exit passage belongs to. Stateless. */
@FunctionalInterface
public interface SessionMatcher {

  /**
   * @param exit a passage out of the lot
   * @param book the sessions as they stand
   */
  MatchDecision match(Passage exit, SessionBook book);
}
