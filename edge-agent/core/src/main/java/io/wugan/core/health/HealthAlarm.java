package io.wugan.core.health;

import io.wugan.core.time.LotTime;

/**
 * Something is wrong, or right again; told once each.
 *
 * @param kind what
 * @param laneId where
 * @param raised true when it begins, false when it is over
 * @param at when it was noticed
 */
public record HealthAlarm(HealthKind kind, String laneId, boolean raised, LotTime at) {}
