/**
 * Three boards of one lot on one machine, each a whole agent in a network of its own, whose keeper
 * and lines fail. What was driven is held against the keeper's ledger, the back end's bills and
 * what the panels at the gates showed.
 */
@NullMarked
package io.wugan.lab.proof.sister;

import org.jspecify.annotations.NullMarked;
