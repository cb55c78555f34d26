/**
 * The clip renderer: a text scenario of a lane becomes a video together with its truth.
 *
 * <p>{@link io.wugan.lab.clip.ClipScenario} is read from YAML, {@link
 * io.wugan.lab.clip.ClipRenderer} draws it frame by frame in plain Java, {@link
 * io.wugan.lab.clip.ClipTruth} says where every plate stands in every frame. The same scenario
 * gives the same bytes on one platform. World coordinates are metres: x to the right across the
 * lane with 0 at its centre, y up, z along the lane away from the camera with 0 at the camera.
 *
 * <p>Threads: values are immutable; a renderer is confined to the thread that calls it.
 */
@NullMarked
package io.wugan.lab.clip;

import org.jspecify.annotations.NullMarked;
