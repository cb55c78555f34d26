package io.wugan.sync.ledger;

/**
 * A record by its number.
 *
 * @param seq the number
 * @param eventId id of the record
 * @param state how far it is
 */
public record NumberedId(long seq, String eventId, OutboxState state) {}
