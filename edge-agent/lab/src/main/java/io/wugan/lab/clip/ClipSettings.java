package io.wugan.lab.clip;

/**
 * The frame of a clip.
 *
 * @param widthPx frame width, pixels, even, 160–3840
 * @param heightPx frame height, pixels, even, 120–2160
 * @param fps frames a second, 1–60
 * @param seconds length of the clip, 0.1–600
 * @param seed seed of everything that looks random: ground, dirt, noise
 */
public record ClipSettings(int widthPx, int heightPx, int fps, double seconds, long seed) {

  /** Number of frames; frame {@code i} is taken at {@code i / fps} seconds. */
  public int frameCount() {
    return (int) Math.max(1, Math.round(seconds * fps));
  }

  /** Time at which the given frame is taken, in seconds from the clip's start. */
  public double frameTimeS(int frame) {
    return frame / (double) fps;
  }
}
