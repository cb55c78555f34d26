/** Other programs that proofs run: short ones to their end, and scripts that stand for devices. */
@NullMarked
package io.wugan.lab.process;

import org.jspecify.annotations.NullMarked;
