package io.wugan.lab.conformance;

import java.net.URI;
import java.time.Duration;

/**
 * What a conformance run needs to know. Immutable.
 *
 * @param broker {@code tcp://host:port}
 * @param root topic root
 * @param site site of the virtual boards, 1 to 20 of {@code A-Z a-z 0-9 _ -}
 * @param reorderWindow after how long the consumer reports a gap
 * @param margin how much later it may be
 * @param ackLimit how soon an acknowledgement has to come
 */
public record ConformanceSettings(
    URI broker,
    String root,
    String site,
    Duration reorderWindow,
    Duration margin,
    Duration ackLimit) {

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public ConformanceSettings {
    if (root.isEmpty() || !site.matches("[A-Za-z0-9_-]{1,20}")) {
      throw new IllegalArgumentException(
          "root '%s', site '%s': the site is 1 to 20 of letters, digits, '_' and '-'"
              .formatted(root, site));
    }
    if (reorderWindow.isNegative() || margin.isNegative() || ackLimit.toMillis() < 100) {
      throw new IllegalArgumentException(
          "reorder window %s, margin %s, acknowledgement within %s"
              .formatted(reorderWindow, margin, ackLimit));
    }
  }
}
