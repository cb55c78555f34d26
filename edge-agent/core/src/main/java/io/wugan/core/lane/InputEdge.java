package io.wugan.core.lane;

import io.wugan.core.time.LotTime;

/**
 * A digital input has changed.
 *
 * @param active whether what it stands for is so from now on: a vehicle on the loop, a button held
 * @param at when
 */
public record InputEdge(boolean active, LotTime at) {}
