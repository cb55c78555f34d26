package io.wugan.core.lot;

import io.wugan.core.lane.Passage;

/** The way of pictures to the keeper, behind their passages. One thread at a time. */
@FunctionalInterface
public interface PictureLink {

  /**
   * Gives the keeper the pictures of a passage that it has captured; what it has already counts as
   * given, and what is not on this board any more is passed over. Blocks for a limit that the link
   * keeps for each picture.
   *
   * @throws HandoverException if the keeper is away, or takes one not now or not at all
   */
  void give(Passage passage) throws HandoverException;
}
