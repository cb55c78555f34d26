package io.wugan.lab.clip;

import java.io.IOException;

/** Takes the frames of a clip in order, on the renderer's thread. */
@FunctionalInterface
public interface FrameSink {

  /**
   * Takes one frame.
   *
   * @param index number of the frame, from 0
   * @param timeS when it is taken, seconds from the clip's start
   * @param bgr height × width × 3 bytes, blue, green, red, rows from the top, without padding; the
   *     array is reused for the next frame
   * @throws IOException if the frame cannot be stored; rendering ends
   */
  void frame(int index, double timeS, byte[] bgr) throws IOException;
}
