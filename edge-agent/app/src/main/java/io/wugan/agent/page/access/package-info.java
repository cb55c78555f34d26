/**
 * Who may do what on the local page: users with their passwords, roles, sessions in memory, the
 * first-use code, waits after failed logins, and the audit. Knows nothing of HTTP.
 *
 * <p>Threads: every class here is immutable or thread-safe.
 */
@NullMarked
package io.wugan.agent.page.access;

import org.jspecify.annotations.NullMarked;
