package io.wugan.devices.coap;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Threads of a node, with a limit to what waits for them: a message beyond it is dropped, as one
 * that is lost on the way, and sent again by whoever wants an answer. Timers do not count: there
 * are as many as exchanges, which have limits of their own. Thread-safe.
 */
final class NodeThreads extends ScheduledThreadPoolExecutor {

  private final int most;
  private final LongAdder dropped = new LongAdder();

  /**
   * @param name of the threads
   * @param most how many messages may wait
   */
  NodeThreads(String name, int threads, int most) {
    super(threads, named(name));
    this.most = most;
    setRemoveOnCancelPolicy(true);
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void execute(Runnable task) {
    if (getQueue().size() >= most) {
      dropped.increment();
      throw new RejectedExecutionException(most + " messages wait already");
    }
    super.execute(task);
  }

  long dropped() {
    return dropped.sum();
  }
}
