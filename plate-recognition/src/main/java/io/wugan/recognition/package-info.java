/**
 * Plate recognition on the board: frames in, plate reads out. Two small networks run by ONNX
 * Runtime, one that finds plates and their corners, one that reads a rectified plate; pictures are
 * reduced, rectified and encoded by OpenCV. Neither library's types leave this package.
 *
 * <p>Threads: a recognizer and a picture taker are confined to one thread, usually that of the
 * camera; settings, statistics and models are immutable.
 */
@NullMarked
package io.wugan.recognition;

import org.jspecify.annotations.NullMarked;
