package io.wugan.agent.replay;

import io.wugan.core.lane.Lane;
import io.wugan.recognition.PictureRegion;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One recorded video and the lane it goes through.
 *
 * @param lane the lane
 * @param video the file
 * @param region the part of its picture that is looked at
 * @param startsAt when it begins, on the virtual clock
 */
public record ReplayInput(Lane lane, Path video, PictureRegion region, Duration startsAt) {

  /** A video that is looked at as a whole. */
  public ReplayInput(Lane lane, Path video, Duration startsAt) {
    this(lane, video, PictureRegion.WHOLE, startsAt);
  }
}
