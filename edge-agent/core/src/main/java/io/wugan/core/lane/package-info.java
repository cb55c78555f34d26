/**
 * From the reads of many frames to one {@link io.wugan.core.lane.Passage} for each vehicle.
 *
 * <p>Threads: a {@link io.wugan.core.lane.PassageTracker} is confined to its lane's thread;
 * everything it hands out is immutable.
 */
@NullMarked
package io.wugan.core.lane;

import org.jspecify.annotations.NullMarked;
