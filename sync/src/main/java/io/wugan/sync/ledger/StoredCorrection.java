package io.wugan.sync.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of the audit: who changed what.
 *
 * @param id of the correction
 * @param at when it was made, by the board's clock
 * @param origin where it came from, such as {@code OPERATOR}
 * @param by who made it
 * @param why in their words
 * @param change such as {@code SetPlate}
 * @param review the review item that it settled
 * @param before the stay before it, as JSON; empty where there was none, or it is not kept any more
 * @param after the stay after it, likewise
 */
public record StoredCorrection(
    String id,
    Instant at,
    String origin,
    String by,
    String why,
    String change,
    Optional<String> review,
    Optional<String> before,
    Optional<String> after) {}
