/**
 * Proofs that a ledger survives: a power cut at any byte of its log, and damage of any kind to its
 * files.
 *
 * <p>Threads: each proof runs on the thread that calls it.
 */
@NullMarked
package io.wugan.lab.damage;

import org.jspecify.annotations.NullMarked;
