/**
 * Releases as the people who publish them make them, and the proof that no update, good or bad, cut
 * off anywhere, leaves a board without a program that works.
 *
 * <p>Threads: the proof runs on one; its file server has its own.
 */
@NullMarked
package io.wugan.lab.release;

import org.jspecify.annotations.NullMarked;
