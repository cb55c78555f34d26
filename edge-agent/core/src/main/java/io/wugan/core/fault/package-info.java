/**
 * Named places in the way of a vehicle at which a proof can end the process, or hold it while
 * something else ends. Without the system property nothing happens there.
 */
@NullMarked
package io.wugan.core.fault;

import org.jspecify.annotations.NullMarked;
