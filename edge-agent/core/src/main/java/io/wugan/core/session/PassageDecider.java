package io.wugan.core.session;

import io.wugan.core.lane.Passage;

/** Decides what a passage means; changes nothing. Called inside the transaction that writes it. */
@FunctionalInterface
public interface PassageDecider {

  /**
   * What {@code passage} means, given the sessions as they stand.
   *
   * @param book valid during this call only
   */
  Decision decide(Passage passage, SessionBook book);
}
