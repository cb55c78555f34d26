package io.wugan.agent.replay;

import io.wugan.agent.lane.LanePipeline;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.device.FrameSource;
import io.wugan.core.lane.VehicleSighting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One video of a replay with its lane, one frame ahead, so that several can be played in the order
 * of time. Confined to the replay's thread.
 */
final class ReplayFeed implements AutoCloseable {

  private final ReplayInput input;
  private final FrameSource camera;
  private final LanePipeline pipeline;
  private Optional<Frame> next;
  private long frames;

  /**
   * @param camera stamps frames with the virtual clock, without moving it; closed together with
   *     this
   * @param pipeline closed together with this
   * @throws DeviceException if the first frame cannot be read; then both are closed
   */
  ReplayFeed(ReplayInput input, FrameSource camera, LanePipeline pipeline) throws DeviceException {
    this.input = input;
    this.camera = camera;
    this.pipeline = pipeline;
    this.next = Optional.empty();
    boolean begun = false;
    try {
      next = camera.next();
      begun = true;
    } finally {
      if (!begun) {
        close();
      }
    }
  }

  ReplayInput input() {
    return input;
  }

  boolean hasNext() {
    return next.isPresent();
  }

  /** When the next frame was taken, since the virtual clock's start. */
  Duration nextAt() {
    return Duration.ofMillis(next.orElseThrow().time().monoMillis());
  }

  /** Frames that went through. */
  long frames() {
    return frames;
  }

  /** Looks at the next frame; gives the vehicles that have gone by. */
  List<VehicleSighting> look() {
    try (Frame frame = next.orElseThrow()) {
      frames++;
      return pipeline.onFrame(frame);
    }
  }

  /**
   * Reads another frame.
   *
   * @return the vehicles that are still in view where there is none
   */
  List<VehicleSighting> readOn() throws DeviceException {
    next = Optional.empty();
    next = camera.next();
    return next.isPresent() ? List.of() : pipeline.finish();
  }

  @Override
  public void close() {
    next.ifPresent(Frame::close);
    pipeline.close();
    camera.close();
  }
}
