/**
 * Several boards on one lot: the board at each gate hands its passages to the one that keeps the
 * lot's sessions.
 */
@NullMarked
package io.wugan.core.lot;

import org.jspecify.annotations.NullMarked;
