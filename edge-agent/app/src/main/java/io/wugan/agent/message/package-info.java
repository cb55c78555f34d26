/**
 * What a lane's display says, as texts of the configuration: templates, when they are used, how
 * plates are masked, when the voice is silent.
 *
 * <p>Everything here is immutable.
 */
@NullMarked
package io.wugan.agent.message;

import org.jspecify.annotations.NullMarked;
