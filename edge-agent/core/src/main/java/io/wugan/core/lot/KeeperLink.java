package io.wugan.core.lot;

/** The way to the keeper over the lot's network. One thread at a time. */
@FunctionalInterface
public interface KeeperLink {

  /**
   * Hands passages over and waits for the receipt, for a limit that the link keeps.
   *
   * @throws HandoverException if the keeper is away, refuses the board, or gives no receipt in time
   */
  Receipt hand(Handover handover) throws HandoverException;
}
