/**
 * Chinese licence plates after GA 36-2018: text, category, colour, grammar, confusable characters,
 * and what one camera frame said of one plate ({@link io.wugan.core.plate.PlateRead}).
 *
 * <p>Threads: every type here is immutable.
 */
@NullMarked
package io.wugan.core.plate;

import org.jspecify.annotations.NullMarked;
