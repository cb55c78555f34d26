/**
 * The boards of a lot: joins the core's handover, its bytes as {@code sync} writes them, and the
 * link that carries bytes.
 */
@NullMarked
package io.wugan.agent.lot;

import org.jspecify.annotations.NullMarked;
