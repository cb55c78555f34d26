/**
 * Every device of a lane pulled and put back under load: what was seen, how fast, what was
 * recorded. A whole agent in a process of its own, real devices' other ends around it.
 *
 * <p>Threads: each class says which one it belongs to.
 */
@NullMarked
package io.wugan.lab.plug;

import org.jspecify.annotations.NullMarked;
