package io.wugan.agent.release;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of a release: numbers with dots between them, and what stands behind a hyphen for one
 * that goes before them ({@code 1.2.0-rc1} before {@code 1.2.0}). Also the name of its folder.
 *
 * @param text as it is written
 */
public record ReleaseVersion(String text) implements Comparable<ReleaseVersion> {

  /** What a version looks like. */
  public static final String ALLOWED =
      "numbers with dots between them and perhaps a hyphen with letters and digits, as 1.2.0-rc1";

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6}){0,3})(?:-([0-9A-Za-z]{1,20}))?");
  private static final int NUMBERS = 4;

  public ReleaseVersion {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("a version is " + ALLOWED + ", not '" + text + "'");
    }
  }

  /** The version that is written so; empty if it is none. */
  public static Optional<ReleaseVersion> find(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new ReleaseVersion(text)) : Optional.empty();
  }

  @Override
  public int compareTo(ReleaseVersion other) {
    for (int i = 0; i < NUMBERS; i++) {
      int order = Integer.compare(number(i), other.number(i));
      if (order != 0) {
        return order;
      }
    }
    String mine = suffix();
    String its = other.suffix();
    if (mine.isEmpty() || its.isEmpty()) {
      return Boolean.compare(mine.isEmpty(), its.isEmpty());
    }
    return mine.compareTo(its);
  }

  private Matcher parts() {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException(text);
    }
    return parts;
  }

  private int number(int place) {
    String[] numbers = parts().group(1).split("\\.", -1);
    return place < numbers.length ? Integer.parseInt(numbers[place]) : 0;
  }

  private String suffix() {
    String suffix = parts().group(2);
    return suffix == null ? "" : suffix;
  }

  @Override
  public String toString() {
    return text;
  }
}
