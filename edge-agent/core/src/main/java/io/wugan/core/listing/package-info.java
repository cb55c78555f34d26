/**
 * Lists of plates that the lot was given (月租车, 免费车, 欠费车): what a vehicle is to the lot when it
 * passes. The edge tells it and never prices by it; stays and matching are the same for every
 * vehicle.
 *
 * <p>Threads: every type here is immutable; a {@link io.wugan.core.listing.ListedPlates} says for
 * itself who may ask.
 */
@NullMarked
package io.wugan.core.listing;

import org.jspecify.annotations.NullMarked;
