package io.wugan.sync.ledger;

import java.time.Instant;

/**
 * How a picture went.
 *
 * @param at when, as good as the board knew the time
 * @param reason why
 */
public record PictureFate(Instant at, GoneReason reason) {}
