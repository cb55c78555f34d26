/**
 * From the reads of many frames to one {@link io.wugan.core.lane.Passage} for each vehicle. Plates
 * are followed by a {@link io.wugan.core.lane.PassageTracker}; what a loop or motion says besides
 * is joined to them by a {@link io.wugan.core.lane.PresenceJoiner}.
 *
 * <p>Threads: both are confined to their lane's thread; everything it hands out is immutable.
 */
@NullMarked
package io.wugan.core.lane;

import org.jspecify.annotations.NullMarked;
