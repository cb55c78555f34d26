/**
 * The installer's check of a board: each check with a figure, a limit and a remedy, in English and
 * Chinese; the commissioning report and the support bundle made of them.
 *
 * <p>Threads: values are immutable. {@link io.wugan.agent.doctor.Doctor} runs each check on a
 * thread {@code doctor} of its own, within a limit.
 */
@NullMarked
package io.wugan.agent.doctor;

import org.jspecify.annotations.NullMarked;
