/**
 * The page's HTTPS server; the only package that sees Jetty. It knows requests and answers as plain
 * values, and nothing of what they mean. HTTP/1.1 alone: one protocol less to attack.
 *
 * <p>Threads: a pool of its own, {@code page-…}, of at most {@code ServerLimits#threads} threads,
 * on which handlers run. Bodies are read and answers are written without holding a thread.
 */
@NullMarked
package io.wugan.agent.page.http;

import org.jspecify.annotations.NullMarked;
