package io.wugan.agent.lane;

import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Display;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
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
   * Shows lines; blocks for at most the limit, twice that behind a call that hangs.
   *
   * @throws DeviceException if the display fails, whatever the fault, or is not done in time
   */
  void show(List<String> lines) throws DeviceException, InterruptedException {
    Future<?> earlier = hanging;
    if (earlier != null && !returns(earlier)) {
      throw new DeviceException(laneId, "an earlier call still hangs");
    }
    Future<?> call =
        calls.submit(
            () -> {
              display.show(lines);
              return null;
            });
    hanging = call;
    try {
      call.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      hanging = null;
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
