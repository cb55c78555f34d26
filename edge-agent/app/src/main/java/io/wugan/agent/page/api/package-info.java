/**
 * What the page can be asked: a table of routes, each with the role it needs, behind one gate that
 * checks host, session, origin and role before any of them. Answers are JSON, refusals too, as
 * {@code {code, what, where, allowed}}.
 *
 * <p>Threads: everything here is thread-safe; handlers run on the threads of the server's pool and
 * may wait for the ledger, never for a lane.
 */
@NullMarked
package io.wugan.agent.page.api;

import org.jspecify.annotations.NullMarked;
