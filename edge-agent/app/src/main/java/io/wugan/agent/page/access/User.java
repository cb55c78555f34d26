package io.wugan.agent.page.access;

import java.time.Instant;

/**
 * Somebody who may log in.
 *
 * @param name 1 to 32 of letters, digits, '.', '_' and '-'
 * @param role what they may do
 * @param since when they were made, by the board's clock
 */
public record User(String name, Role role, Instant since) {}
