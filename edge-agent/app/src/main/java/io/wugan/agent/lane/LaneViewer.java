package io.wugan.agent.lane;

import io.wugan.core.device.Frame;
import io.wugan.core.plate.PlateRead;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands a look at a lane's next frame to whoever asks: the lane copies the pixels when it is asked,
 * and does nothing when it is not. One asks at a time. Thread-safe.
 */
public final class LaneViewer {

  /**
   * What the lane saw.
   *
   * @param frame the picture; now the asker's
   * @param reads what was read in it
   */
  public record View(FrameCopy frame, List<PlateRead> reads) {
    public View {
      reads = List.copyOf(reads);
    }
  }

  private record Wish(FrameCopy into, CompletableFuture<View> answer) {}

  private final AtomicReference<@Nullable Wish> wish = new AtomicReference<>();

  /**
   * The lane's next frame; never comes while its camera is dead. Does not block.
   *
   * @param into where it is copied to; the lane's until the answer is there
   * @throws IllegalStateException if somebody else waits for one
   */
  public CompletableFuture<View> next(FrameCopy into) {
    Wish own = new Wish(into, new CompletableFuture<>());
    if (!wish.compareAndSet(null, own)) {
      throw new IllegalStateException("one look at a time");
    }
    return own.answer();
  }

  /** A frame is there, which stays the caller's. For the lane's thread. */
  public void offer(Frame frame, List<PlateRead> reads) {
    Wish wanted = wish.get();
    if (wanted != null) {
      wanted.into().copy(frame);
      wish.set(null);
      wanted.answer().complete(new View(wanted.into(), reads));
    }
  }
}
