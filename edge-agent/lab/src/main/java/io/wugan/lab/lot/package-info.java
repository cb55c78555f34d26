/**
 * A simulated lot: vehicles with plates that are read as wrongly as measured, through the rules for
 * stays, with the truth beside them.
 *
 * <p>Threads: everything is confined to one.
 */
@NullMarked
package io.wugan.lab.lot;

import org.jspecify.annotations.NullMarked;
