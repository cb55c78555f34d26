/**
 * Brokers for laptops and tests, on the loopback interface alone: one inside this JVM, one as a
 * process of its own that can be killed.
 *
 * <p>Threads: a {@link io.wugan.lab.broker.Broker} is confined to the thread that made it; the
 * threads inside it are its own.
 */
@NullMarked
package io.wugan.lab.broker;

import org.jspecify.annotations.NullMarked;
