/** Acceptance scenarios about vision, from rendered pixels to the records. */
@NullMarked
package io.wugan.lab.scenario;

import org.jspecify.annotations.NullMarked;
