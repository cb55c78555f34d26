/**
 * A busy hour for two lanes: scenarios for the clip renderer, and the configuration that plays
 * them.
 *
 * <p>Threads: everything is confined to one.
 */
@NullMarked
package io.wugan.lab.traffic;

import org.jspecify.annotations.NullMarked;
