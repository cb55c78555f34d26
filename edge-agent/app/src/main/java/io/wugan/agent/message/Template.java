package io.wugan.agent.message;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of text with placeholders, {@code 停车{stay}}. Immutable.
 *
 * @param text as it was written
 */
public record Template(String text) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
  private static final int MOST_CHARACTERS = 200;

  /**
   * @throws IllegalArgumentException if it has an unknown placeholder, a brace without a partner, a
   *     control character, or is too long
   */
  public Template {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          text.length() + " characters, at most " + MOST_CHARACTERS + " are allowed");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a control character or a line break within a line");
    }
    Matcher found = PLACEHOLDER.matcher(text);
    while (found.find()) {
      if (Placeholder.named(found.group(1)).isEmpty()) {
        throw new IllegalArgumentException("the placeholder " + found.group());
      }
    }
    String rest = found.replaceAll("");
    if (rest.contains("{") || rest.contains("}")) {
      throw new IllegalArgumentException("a brace without its partner in '" + text + "'");
    }
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static Template of(String text) {
    return new Template(text);
  }

  /** The placeholders in it. */
  public Set<Placeholder> placeholders() {
    Set<Placeholder> all = new TreeSet<>();
    Matcher found = PLACEHOLDER.matcher(text);
    while (found.find()) {
      all.add(Placeholder.named(found.group(1)).orElseThrow());
    }
    return all;
  }

  /** The text with values; empty where one of them is not known, so that the line is left out. */
  public Optional<String> fill(Map<Placeholder, String> values) {
    if (!values.keySet().containsAll(placeholders())) {
      return Optional.empty();
    }
    Matcher found = PLACEHOLDER.matcher(text);
    return Optional.of(
        found.replaceAll(
            one ->
                Matcher.quoteReplacement(
                    values.getOrDefault(Placeholder.named(one.group(1)).orElseThrow(), ""))));
  }
}
