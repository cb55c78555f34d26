package io.wugan.agent.lane;

import io.wugan.core.device.Announcement;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Display;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A display whose calls are given up after a limit. They run on a thread of their own, {@code
 * display-call-<lane>}; at most one hangs, since none is begun before the earlier one has returned.
 * Confined to one thread.
 */
final class TimedDisplay {

  private final String laneId;
  private final Display display;
  private final Duration limit;
  private final ThreadPoolExecutor calls;
  private @Nullable Future<?> hanging;

  TimedDisplay(String laneId, Display display, Duration limit) {
    this.laneId = laneId;
    this.display = display;
    this.limit = limit;
    // One place to wait: the call that closes the display, behind one that hangs.
    this.calls =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            task -> {
              Thread thread = new Thread(task, "display-call-" + laneId);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Tells something; blocks for at most the limit, twice that behind a call that hangs.
   *
   * @throws DeviceException if the display fails, whatever the fault, or is not done in time
   */
  void announce(Announcement announcement) throws DeviceException, InterruptedException {
    call(
        () -> {
          display.announce(announcement);
          return true;
        });
  }

  /**
   * Lets the display do what is due; blocks as {@link #announce} does.
   *
   * @return whether the hardware was spoken to
   * @throws DeviceException if the display fails, whatever the fault, or is not done in time
   */
  boolean tend(LocalDateTime now) throws DeviceException, InterruptedException {
    return call(() -> display.tend(now));
  }

  private boolean call(Callable<Boolean> work) throws DeviceException, InterruptedException {
    Future<?> earlier = hanging;
    if (earlier != null && !returns(earlier)) {
      throw new DeviceException(laneId, "an earlier call still hangs");
    }
    Future<Boolean> call = calls.submit(work);
    hanging = call;
    try {
      boolean result = call.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      hanging = null;
      return result;
    } catch (TimeoutException late) {
      throw new DeviceException(laneId, "no answer within " + limit.toMillis() + " ms", late);
    } catch (ExecutionException failed) {
      hanging = null;
      if (failed.getCause() instanceof DeviceException told) {
        throw told;
      }
      throw new DeviceException(laneId, "its driver failed: " + failed.getCause(), failed);
    }
  }

  private boolean returns(Future<?> call) throws InterruptedException {
    try {
      call.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException still) {
      return false;
    } catch (ExecutionException | CancellationException over) {
      return true; // that it failed was counted when it came to be late
    }
    return true;
  }

  /** Closes the display after the call that runs, and ends the thread. Does not wait. */
  void close() {
    calls.execute(display::close);
    calls.shutdown();
  }
}
