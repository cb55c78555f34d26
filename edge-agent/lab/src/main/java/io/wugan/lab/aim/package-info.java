/**
 * What the aiming meter's limits rest on: real plates, made worse step by step, measured and read.
 */
@NullMarked
package io.wugan.lab.aim;

import org.jspecify.annotations.NullMarked;
