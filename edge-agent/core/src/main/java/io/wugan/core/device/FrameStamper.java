package io.wugan.core.device;

import io.wugan.core.time.LotTime;
import java.time.Duration;

/** Turns the timestamp of a stream into an instant on the lot's clock. */
@FunctionalInterface
public interface FrameStamper {

  /**
   * @param presentation time of the picture since the beginning of its stream
   */
  LotTime stamp(Duration presentation);
}
