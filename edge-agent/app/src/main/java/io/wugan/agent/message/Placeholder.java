package io.wugan.agent.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What may stand in braces in a template. */
public enum Placeholder {
  /** The plate, or 无牌车 where none was read. */
  PLATE,
  /** How long the vehicle was inside, {@code 1小时20分}; unknown on the way in. */
  STAY,
  /** Bays that are free; unknown without the number of bays. */
  FREE,
  /** 月租车 for a vehicle that pays by the month, 临时车 for any other. */
  CLASS;

  /** As it is written, {@code {plate}}. */
  public String written() {
    return "{" + name().toLowerCase(Locale.ROOT) + "}";
  }

  static Optional<Placeholder> named(String word) {
    return Arrays.stream(values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  /** All of them, as an error lists them. */
  public static String listed() {
    return Arrays.stream(values()).map(Placeholder::written).collect(Collectors.joining(", "));
  }
}
