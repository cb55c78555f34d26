package io.wugan.core.bay;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A sensor in a bay.
 *
 * @param id name of the sensor, and the identity of its key; 1 to 64 of {@code A-Z a-z 0-9 . _ : -}
 * @param bay what people call the bay (车位号), 1 to 32 characters
 * @param interval how often it reports when nothing changes, 1 s to 7 days
 */
public record BaySensor(String id, String bay, Duration interval) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern BAY = Pattern.compile("\\S(.{0,30}\\S)?");

  /**
   * @throws IllegalArgumentException if something is out of its range; says what
   */
  public BaySensor {
    if (!isId(id)) {
      throw new IllegalArgumentException("'" + id + "' is no name of a sensor");
    }
    if (!isBay(bay)) {
      throw new IllegalArgumentException("'" + bay + "' is no name of a bay");
    }
    if (interval.toSeconds() < 1 || interval.toDays() > 7) {
      throw new IllegalArgumentException(interval + " is not 1 s to 7 days");
    }
  }

  /** Whether a sensor may be called so. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Whether a bay may be called so. */
  public static boolean isBay(String text) {
    return BAY.matcher(text).matches();
  }
}
