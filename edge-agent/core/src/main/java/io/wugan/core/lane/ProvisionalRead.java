package io.wugan.core.lane;

import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.LotTime;

/**
 * What a vehicle's plate reads while it is still in view, early enough for a display. It is no
 * passage and opens no session; the sighting that follows may say something else.
 *
 * @param vehicle number of the vehicle on its lane; a later read with the same number replaces this
 * @param plate what it reads
 * @param at the frame that settled it
 */
public record ProvisionalRead(long vehicle, PlateNumber plate, LotTime at) {}
