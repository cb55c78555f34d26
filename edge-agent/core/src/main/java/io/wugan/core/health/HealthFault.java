package io.wugan.core.health;

import io.wugan.core.time.LotTime;

/**
 * Something that is wrong now.
 *
 * @param kind what
 * @param place where
 * @param since when it was noticed
 * @param detail more, for a person; may be empty
 */
public record HealthFault(HealthKind kind, HealthPlace place, LotTime since, String detail) {}
