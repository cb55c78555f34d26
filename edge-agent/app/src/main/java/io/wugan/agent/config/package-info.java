/**
 * The configuration file: YAML in, an immutable {@link io.wugan.agent.config.AgentConfig} or every
 * problem with its line out. Nothing else in the agent parses configuration.
 *
 * <p>Threads: values are immutable, the reader is used once by one thread.
 */
@NullMarked
package io.wugan.agent.config;

import org.jspecify.annotations.NullMarked;
