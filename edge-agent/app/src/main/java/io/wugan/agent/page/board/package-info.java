/**
 * The page's ports over the running agent: its configuration file, its ledger, its pictures.
 *
 * <p>Threads: everything here is thread-safe.
 */
@NullMarked
package io.wugan.agent.page.board;

import org.jspecify.annotations.NullMarked;
