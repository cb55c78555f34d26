package io.wugan.agent.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How much was written within the last day, by a counter that only grows: cards and eMMC bear so
 * many bytes and no more. Confined to one thread.
 */
final class WrittenMeter {

  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final long STEP_NANOS = TimeUnit.MINUTES.toNanos(15);

  private record Mark(long nanos, long bytes) {}

  private final Deque<Mark> marks = new ArrayDeque<>();

  /**
   * What was written within the last day, in MB; since the process began where that is less; empty
   * where the machine does not tell.
   *
   * @param bytes written since the process began
   * @param nowNanos on a clock that never steps
   */
  OptionalLong lastDayMb(OptionalLong bytes, long nowNanos) {
    if (bytes.isEmpty()) {
      return OptionalLong.empty();
    }
    if (marks.isEmpty()) {
      marks.add(new Mark(nowNanos, 0)); // all of it lies within the day
    } else if (nowNanos - marks.getLast().nanos() >= STEP_NANOS) {
      marks.add(new Mark(nowNanos, bytes.getAsLong()));
    }
    while (marks.size() > 1 && nowNanos - marks.getFirst().nanos() > DAY_NANOS) {
      marks.removeFirst();
    }
    return OptionalLong.of((bytes.getAsLong() - marks.getFirst().bytes()) >> 20);
  }
}
