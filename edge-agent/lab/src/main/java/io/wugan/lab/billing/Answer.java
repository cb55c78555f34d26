package io.wugan.lab.billing;

import java.util.Optional;

/**
 * What one event is answered, once it is committed. Immutable.
 *
 * @param stream whose count
 * @param seq its number
 * @param nack why it is refused; empty if it is in the ledger
 */
record Answer(StreamId stream, long seq, Optional<Nack> nack) {}
