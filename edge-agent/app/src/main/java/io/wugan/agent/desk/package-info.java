/**
 * Where people put things right: corrections, lists of plates, and orders about pictures are handed
 * to the running agent through a folder, and answered there.
 *
 * <p>Threads: a {@link io.wugan.agent.desk.CorrectionInbox} may be used by any; a {@link
 * io.wugan.agent.desk.Desk} owns the thread {@code desk}.
 */
@NullMarked
package io.wugan.agent.desk;

import org.jspecify.annotations.NullMarked;
