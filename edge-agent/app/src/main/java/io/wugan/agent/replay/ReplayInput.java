package io.wugan.agent.replay;

import io.wugan.core.lane.Lane;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One recorded video and the lane it goes through.
 *
 * @param lane the lane
 * @param video the file
 * @param startsAt when it begins, on the virtual clock
 */
public record ReplayInput(Lane lane, Path video, Duration startsAt) {}
