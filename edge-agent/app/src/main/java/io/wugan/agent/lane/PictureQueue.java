package io.wugan.agent.lane;

import io.wugan.core.lane.Passage;
import io.wugan.core.lane.VehicleSighting;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the pictures of one lane's vehicles on a thread of its own, {@code pictures-<lane>}: a disk
 * that takes seconds for a sync must not cost the lane a frame. At most {@value #CAPACITY} vehicles
 * wait; beyond them passages go without their pictures, for a record is worth more than a picture.
 *
 * <p>{@link #keep} belongs to the lane's thread.
 */
final class PictureQueue implements AutoCloseable {

  /** Some 20 MB of pictures. */
  static final int CAPACITY = 40;

  private static final long END_SECONDS = 1;

  private final PassageRecorder recorder;
  private final ThreadPoolExecutor executor;

  PictureQueue(String laneId, PassageRecorder recorder) {
    this.recorder = recorder;
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            END_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(CAPACITY),
            task -> {
              Thread thread = new Thread(task, "pictures-" + laneId);
              thread.setDaemon(true);
              return thread;
            });
    // No thread for a lane at which nothing happens.
    executor.allowCoreThreadTimeOut(true);
  }

  /** The passage of a sighting, once its pictures are kept or cannot be. Does not block. */
  CompletableFuture<Passage> keep(VehicleSighting sighting) {
    try {
      return CompletableFuture.supplyAsync(() -> recorder.keep(sighting), executor);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.completedFuture(recorder.withoutPictures(sighting));
    }
  }

  /** What waits is given up; the lane has waited for it before. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
