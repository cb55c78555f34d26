/**
 * How well a camera is aimed at a lane's plates: what is measured of one plate in one picture, the
 * medians of the last ones, the limits that each is held against, and what to do about it. Pure;
 * pixels come in as grey values.
 */
@NullMarked
package io.wugan.core.aim;

import org.jspecify.annotations.NullMarked;
