package io.wugan.devices.coap.lot;

/** Answers what other boards send to one path. One call at a time, on the server's thread. */
@FunctionalInterface
public interface LotPort {

  /**
   * Answers; may block for some seconds, and holds up the other boards as long.
   *
   * @param sender the identity whose key has proved it: the edge id of the board
   * @param body 0 to {@value LotServer#MOST_BYTES} bytes
   * @return at most as many bytes
   * @throws LotRefusedException if there is no answer; the sender is told why
   */
  byte[] answer(String sender, byte[] body) throws LotRefusedException;
}
