package io.wugan.lab.network;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** What this process uses. Stateless. */
final class Resources {
  private static final double MEGABYTE = 1 << 20;
  private static final int COLLECTIONS = 3;
  private static final double NANOS = 1e9;

  private Resources() {}

  /** Heap in use after a collection. */
  static double usedMegabytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return heapMegabytes();
  }

  /** Heap in use now, with what nobody needs any more. */
  static double heapMegabytes() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
  }

  /** Threads whose names begin so. */
  static int threads(String prefix) {
    int count = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith(prefix)) {
        count++;
      }
    }
    return count;
  }

  /** Processor time of the threads of this name. */
  static double cpuSeconds(String name) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals(name)) {
        nanos += threads.getThreadCpuTime(thread.getThreadId());
      }
    }
    return nanos / NANOS;
  }
}
