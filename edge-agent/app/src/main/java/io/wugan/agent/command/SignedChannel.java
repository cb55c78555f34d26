package io.wugan.agent.command;

/** A topic on which only those are heard whose keys the board trusts. */
public interface SignedChannel {

  /** Its channel, such as {@code dn/cfg}. */
  String channel();

  /**
   * Takes what was signed; on the thread {@code commands}.
   *
   * @param body without its signature
   */
  void take(byte[] body) throws InterruptedException;

  /** There is a new connection; on the thread {@code commands}. */
  void connected();
}
