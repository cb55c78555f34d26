package io.wugan.lab.billing;

/** One event of a message, as read. Immutable. */
sealed interface Incoming {

  /**
   * Good for the ledger.
   *
   * @param stream whose count
   * @param seq its number in the count, ≥ 1
   * @param id event id
   * @param type CloudEvents type
   * @param body the event as received
   * @param facts what billing takes from it
   */
  record Accepted(StreamId stream, long seq, String id, String type, String body, EventFacts facts)
      implements Incoming {}

  /**
   * Not good, but it says which it is, so the edge can be told.
   *
   * @param stream whose count
   * @param seq its number in the count, ≥ 1
   * @param nack what the edge is told
   * @param body the event as received
   */
  record Refused(StreamId stream, long seq, Nack nack, String body) implements Incoming {}

  /**
   * Not even its number can be read: nobody can be told.
   *
   * @param edge who published it
   * @param reason what is wrong
   */
  record Unreadable(EdgeId edge, String reason) implements Incoming {}
}
