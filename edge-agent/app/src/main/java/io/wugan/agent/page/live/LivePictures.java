package io.wugan.agent.page.live;

import io.wugan.agent.lane.FrameCopy;
import io.wugan.agent.lane.LaneViewer;
import io.wugan.recognition.OpenCvPictureTaker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures of lanes at which somebody looks: one every {@link #EVERY} for each such lane, however
 * many look. {@value #WATCHED_SECONDS} s after the last look a lane is left alone. Thread-safe;
 * only {@link #close} blocks.
 */
public final class LivePictures {

  private static final Logger log = LoggerFactory.getLogger(LivePictures.class);

  /** Between two pictures of one lane. */
  static final Duration EVERY = Duration.ofMillis(450);

  static final int MOST_WIDTH_PX = 960;

  private static final int QUALITY = 75;
  private static final int WATCHED_SECONDS = 5;
  // A browser asks for the picture that it was just told of; one newer may be there by then.
  private static final int KEPT = 4;

  private static final class Watched {
    private final LaneViewer viewer;
    private final Deque<LivePicture> pictures = new ArrayDeque<>(); // guarded by this
    private volatile long lookedNanos;
    private volatile boolean everLooked;
    // Of the thread page-pictures.
    private FrameCopy copy = new FrameCopy();
    private @Nullable CompletableFuture<LaneViewer.View> asked;
    private long number;

    private Watched(LaneViewer viewer) {
      this.viewer = viewer;
    }
  }

  private final Map<String, Watched> lanes = new LinkedHashMap<>();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "page-pictures");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param viewers of the lanes, by id
   */
  public LivePictures(Map<String, LaneViewer> viewers) {
    viewers.forEach((id, viewer) -> lanes.put(id, new Watched(viewer)));
  }

  /** Begins; to be called once. */
  @SuppressWarnings("FutureReturnValueIgnored") // a turn reports its own failures
  public void start() {
    executor.scheduleWithFixedDelay(this::turn, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void turn() {
    for (Map.Entry<String, Watched> lane : lanes.entrySet()) {
      try {
        look(lane.getValue());
      } catch (RuntimeException fault) { // would end the pictures without one
        log.warn("no picture of lane {} for the page", lane.getKey(), fault);
        lane.getValue().asked = null;
        lane.getValue().copy = new FrameCopy();
      }
    }
  }

  private static void look(Watched lane) {
    CompletableFuture<LaneViewer.View> asked = lane.asked;
    if (asked != null && asked.isDone()) {
      lane.asked = null;
      publish(lane, asked.join());
    }
    if (lane.asked == null && isWatched(lane)) {
      lane.asked = lane.viewer.next(lane.copy);
    } else if (!isWatched(lane)) {
      forget(lane);
    }
  }

  private static boolean isWatched(Watched lane) {
    return lane.everLooked
        && System.nanoTime() - lane.lookedNanos < TimeUnit.SECONDS.toNanos(WATCHED_SECONDS);
  }

  private static void publish(Watched lane, LaneViewer.View view) {
    FrameCopy frame = view.frame();
    byte[] jpeg = OpenCvPictureTaker.preview(frame, MOST_WIDTH_PX, QUALITY);
    LivePicture picture =
        new LivePicture(
            ++lane.number, frame.time(), frame.widthPx(), frame.heightPx(), view.reads(), jpeg);
    synchronized (lane) {
      lane.pictures.addFirst(picture);
      while (lane.pictures.size() > KEPT) {
        lane.pictures.removeLast();
      }
    }
  }

  // Nobody looks: no memory is kept for it, unless the lane has it still.
  private static void forget(Watched lane) {
    synchronized (lane) {
      lane.pictures.clear();
    }
    if (lane.asked == null) {
      lane.copy = new FrameCopy();
    }
  }

  /** Whether there is such a lane. */
  public boolean has(String lane) {
    return lanes.containsKey(lane);
  }

  /**
   * The newest picture; empty while none has come yet, and of a lane that is not there. Whoever
   * asks counts as looking.
   */
  public Optional<LivePicture> newest(String lane) {
    return find(lane, 0);
  }

  /**
   * A picture by its number.
   *
   * @param number 0 for the newest
   */
  public Optional<LivePicture> find(String lane, long number) {
    Watched watched = lanes.get(lane);
    if (watched == null) {
      return Optional.empty();
    }
    watched.lookedNanos = System.nanoTime();
    watched.everLooked = true;
    synchronized (watched) {
      return watched.pictures.stream()
          .filter(each -> number == 0 || each.number() == number)
          .findFirst();
    }
  }

  /** Ends the thread; waits for at most five seconds. */
  public void close() throws InterruptedException {
    executor.shutdownNow();
    if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
      log.warn("page-pictures did not end within 5 s");
    }
  }
}
