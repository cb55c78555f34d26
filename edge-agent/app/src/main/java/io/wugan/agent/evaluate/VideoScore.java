package io.wugan.agent.evaluate;

import io.wugan.core.plate.PlateRead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a video's frames, one by one, show the one plate that is known in it. Confined to one thread.
 */
public final class VideoScore {

  private final String plate;
  private final double threshold;
  private Optional<Sighting> first = Optional.empty();
  private int frames;
  private int right;
  private int rightAccepted;
  private int wrongAccepted;
  private int nothing;

  /**
   * The first frame in which the plate was read right.
   *
   * @param position from the video's beginning
   * @param widthPx width of the plate
   * @param confidence of the weakest character
   */
  public record Sighting(Duration position, double widthPx, double confidence) {}

  /**
   * @param plate normalised text
   * @param threshold least confidence of an accepted read
   */
  public VideoScore(String plate, double threshold) {
    this.plate = plate;
    this.threshold = threshold;
  }

  /** Takes what one frame gave. */
  public void add(Duration position, List<PlateRead> reads) {
    frames++;
    nothing += reads.isEmpty() ? 1 : 0;
    Optional<PlateRead> hit =
        reads.stream().filter(read -> SameText.same(read.text(), plate)).findFirst();
    List<PlateRead> accepted =
        reads.stream().filter(read -> Acceptance.accepts(read, threshold)).toList();
    if (hit.isPresent()) {
      right++;
      rightAccepted += accepted.contains(hit.get()) ? 1 : 0;
      if (first.isEmpty()) {
        PlateRead read = hit.get();
        first = Optional.of(new Sighting(position, read.quad().widthPx(), read.confidence()));
      }
    }
    boolean wrong = accepted.stream().anyMatch(read -> !SameText.same(read.text(), plate));
    wrongAccepted += wrong ? 1 : 0;
  }

  /** The first frame with the right read, if there is one. */
  public Optional<Sighting> first() {
    return first;
  }

  /** Frames looked at. */
  public int frames() {
    return frames;
  }

  /** Frames in which the plate was read right. */
  public int right() {
    return right;
  }

  /** Those of {@link #right()} whose read is accepted. */
  public int rightAccepted() {
    return rightAccepted;
  }

  /** Frames with an accepted read that is another plate. */
  public int wrongAccepted() {
    return wrongAccepted;
  }

  /** Frames in which nothing was read. */
  public int nothing() {
    return nothing;
  }
}
