package io.wugan.agent.message;

import java.time.LocalTime;

/**
 * Hours of every day at which the voice is silent, such as 22:00 to 07:00. Immutable.
 *
 * @param from the first moment
 * @param to the moment after the last; earlier than {@code from} where the hours go over midnight
 */
public record QuietHours(LocalTime from, LocalTime to) {

  /**
   * @throws IllegalArgumentException if both are the same
   */
  public QuietHours {
    if (from.equals(to)) {
      throw new IllegalArgumentException("quiet from " + from + " to the same time");
    }
  }

  /** Whether it is quiet then. */
  public boolean contains(LocalTime time) {
    boolean after = !time.isBefore(from);
    boolean before = time.isBefore(to);
    return from.isBefore(to) ? after && before : after || before;
  }
}
