package io.wugan.core.lane;

import io.wugan.core.time.LotTime;

/**
 * A plate's centre crossed the trip line.
 *
 * @param at when, interpolated between two frames
 * @param entering whether in the direction of vehicles that enter
 */
record Crossing(LotTime at, boolean entering) {}
