/**
 * Many virtual lots on one machine: their days as their boards would tell them, over a real broker,
 * acknowledged or sent again, and held against what the back end billed.
 */
@NullMarked
package io.wugan.lab.simulate;

import org.jspecify.annotations.NullMarked;
