/** Who the board is to its broker, made of its configuration. Stateless. */
@NullMarked
package io.wugan.agent.broker;

import org.jspecify.annotations.NullMarked;
