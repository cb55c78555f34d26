package io.wugan.sync.ledger;

import java.time.Instant;

/**
 * A line of the audit: a vehicle was forgotten. Says nothing of which.
 *
 * @param at when
 * @param by who decided
 * @param reason why
 * @param subjects stays, and passages of none, that went
 */
public record Forgotten(Instant at, String by, String reason, long subjects) {}
