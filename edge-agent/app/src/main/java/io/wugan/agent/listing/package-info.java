/**
 * Lists of plates as files that people write.
 *
 * <p>Threads: everything here is confined to its caller.
 */
@NullMarked
package io.wugan.agent.listing;

import org.jspecify.annotations.NullMarked;
