/** A whole board for an hour: what it uses, drawn, and whether every vehicle is told. */
@NullMarked
package io.wugan.lab.soak;

import org.jspecify.annotations.NullMarked;
