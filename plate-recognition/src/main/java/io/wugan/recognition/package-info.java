/**
 * Plate recognition on the board: frames in, plate reads out. Two small networks run by OpenCV, one
 * that finds plates and their corners, one that reads a rectified plate. OpenCV's types stay inside
 * this package.
 *
 * <p>Threads: a recognizer and a picture taker are confined to one thread, usually that of the
 * camera; settings, statistics and models are immutable.
 */
@NullMarked
package io.wugan.recognition;

import org.jspecify.annotations.NullMarked;
