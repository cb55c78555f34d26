package io.wugan.lab.scenario;

import io.wugan.core.device.Frame;
import io.wugan.core.device.FrameSource;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.lab.clip.ClipRenderer;
import io.wugan.lab.clip.ClipScenario;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Gives the pictures of a rendered scene as a camera would. */
public final class RenderedCamera implements FrameSource {

  private final Deque<Frame> frames = new ArrayDeque<>();

  private RenderedCamera() {}

  /** Renders all of them, and brings the clock to the last one. */
  public static RenderedCamera of(ClipScenario scene, VirtualLotClock clock) throws IOException {
    RenderedCamera camera = new RenderedCamera();
    ClipRenderer.render(
        scene,
        (index, timeS, bgr) -> {
          LotTime at = clock.advanceTo(Duration.ofMillis(Math.round(timeS * 1000)));
          camera.frames.add(
              RenderedFrame.of(index, at, scene.clip().widthPx(), scene.clip().heightPx(), bgr));
        });
    return camera;
  }

  @Override
  public String cameraId() {
    return "rendered";
  }

  @Override
  public Optional<Frame> next() {
    return Optional.ofNullable(frames.poll());
  }

  @Override
  public void close() {
    frames.clear();
  }
}
