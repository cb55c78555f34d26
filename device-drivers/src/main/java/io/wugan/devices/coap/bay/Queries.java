package io.wugan.devices.coap.bay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands behind the question mark. */
final class Queries {

  private static final int MOST = 8;

  private Queries() {}

  /**
   * @param options as they came, {@code key=value} each
   * @throws IllegalArgumentException if one is no such, or there are too many
   */
  static Map<String, String> of(List<String> options) {
    if (options.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " queries");
    }
    Map<String, String> queries = new LinkedHashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals <= 0
          || queries.put(option.substring(0, equals), option.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("'key=value' is wanted, each key once");
      }
    }
    return queries;
  }

  /**
   * A number among them.
   *
   * @throws IllegalArgumentException if it is none or out of its range; says what is allowed
   */
  static Optional<Long> number(Map<String, String> queries, String key, long min, long max) {
    String text = queries.get(key);
    if (text == null) {
      return Optional.empty();
    }
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return Optional.of(number);
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(key + " is to be a number", notANumber);
    }
    throw new IllegalArgumentException(key + " is to be " + min + " to " + max);
  }
}
