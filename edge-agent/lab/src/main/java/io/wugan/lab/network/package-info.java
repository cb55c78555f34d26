/**
 * What networks and brokers do to a board: a proxy that does it on purpose, and the proof that
 * nothing is lost or billed twice meanwhile.
 *
 * <p>Threads: a proxy owns three for each connection; a fault runs on the thread that calls it.
 */
@NullMarked
package io.wugan.lab.network;

import org.jspecify.annotations.NullMarked;
