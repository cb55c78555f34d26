package io.wugan.agent.config;

import io.wugan.agent.config.Problem.Severity;
import io.wugan.core.lane.SharePoint;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of a YAML file, asked key by key. A wrong value is noted with its line, and the
 * default goes on in its place, so that one look finds every problem. Keys that nobody asked for
 * are noted at the end.
 */
final class ConfigSection {

  private final String path;
  private final int line;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
  private final Map<String, Boolean> asked = new LinkedHashMap<>();
  private final List<ConfigSection> children = new ArrayList<>();
  private final List<Problem> problems;

  ConfigSection(String path, int line, @Nullable MappingNode node, List<Problem> problems) {
    this.path = path;
    this.line = line;
    this.problems = problems;
    if (node != null) {
      for (NodeTuple tuple : node.getValue()) {
        addEntry(tuple);
      }
    }
  }

  private void addEntry(NodeTuple tuple) {
    if (tuple.getKeyNode() instanceof ScalarNode key) {
      if (entries.put(key.getValue(), tuple) != null) {
        error(lineOf(key), key.getValue(), "the key a second time", "each key once");
      }
    } else {
      error(lineOf(tuple.getKeyNode()), "?", "a key that is no text", "plain text keys");
    }
  }

  static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /** Line of a key, or of the section where the key is missing. */
  int lineOf(String key) {
    NodeTuple tuple = entries.get(key);
    return tuple == null ? line : lineOf(tuple.getKeyNode());
  }

  /** Every key, in the order of the file. */
  List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Path of a key from the file's top. */
  String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  void error(int atLine, String key, String found, String allowed) {
    problems.add(new Problem(Severity.ERROR, atLine, pathOf(key), found, allowed));
  }

  /** Notes an error in the value of a key that was read. */
  void error(String key, String found, String allowed) {
    error(lineOf(key), key, found, allowed);
  }

  private @Nullable String scalar(String key, String allowed) {
    asked.put(key, true);
    NodeTuple tuple = entries.get(key);
    if (tuple == null) {
      return null;
    }
    if (tuple.getValueNode() instanceof ScalarNode value) {
      return value.getValue();
    }
    error(key, "a list or a section", allowed);
    return null;
  }

  /** A value as it stands in the file; empty where the key is missing or has no plain value. */
  Optional<ScalarNode> scalarNode(String key) {
    scalar(key, "a text");
    return Optional.ofNullable(entries.get(key))
        .map(NodeTuple::getValueNode)
        .filter(ScalarNode.class::isInstance)
        .map(ScalarNode.class::cast);
  }

  /** A value that must be there. */
  String require(String key, Pattern pattern, String allowed) {
    String value = scalar(key, allowed);
    if (value == null) {
      if (!has(key)) {
        error(key, "nothing", allowed);
      }
      return "";
    }
    if (!pattern.matcher(value).matches()) {
      error(key, "'" + value + "'", allowed);
    }
    return value;
  }

  String text(String key, String fallback, Pattern pattern, String allowed) {
    return has(key) ? require(key, pattern, allowed) : fallback;
  }

  private <T> T parse(
      String key, T fallback, String allowed, Function<String, @Nullable T> parser) {
    String value = scalar(key, allowed);
    if (value == null) {
      return fallback;
    }
    T parsed = parser.apply(value);
    if (parsed == null) {
      error(key, "'" + value + "'", allowed);
      return fallback;
    }
    return parsed;
  }

  int integer(String key, int fallback, int min, int max) {
    String allowed = "a whole number from " + min + " to " + max;
    return parse(key, fallback, allowed, value -> parseInteger(value, min, max));
  }

  private static @Nullable Integer parseInteger(String value, int min, int max) {
    try {
      int number = Integer.parseInt(value);
      return number >= min && number <= max ? number : null;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  double fraction(String key, double fallback) {
    return number(key, fallback, 0, 1);
  }

  double number(String key, double fallback, double min, double max) {
    String allowed = "a number from " + plain(min) + " to " + plain(max);
    return parse(key, fallback, allowed, value -> parseNumber(value, min, max));
  }

  // 0.05, not 0.05000000000000000277, and 1, not 1.0.
  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static @Nullable Double parseNumber(String value, double min, double max) {
    try {
      double number = Double.parseDouble(value);
      return number >= min && number <= max ? number : null;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  Duration duration(String key, Duration fallback, Duration min, Duration max) {
    String allowed =
        "a duration of ISO 8601 such as PT5S, PT10M or P30D, from " + min + " to " + max;
    return parse(key, fallback, allowed, value -> parseDuration(value, min, max));
  }

  private static @Nullable Duration parseDuration(String value, Duration min, Duration max) {
    try {
      Duration duration = Duration.parse(value);
      return duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0 ? duration : null;
    } catch (DateTimeParseException notADuration) {
      return null;
    }
  }

  boolean flag(String key, boolean fallback) {
    return parse(
        key,
        fallback,
        "true or false",
        value ->
            value.equals("true") ? Boolean.TRUE : value.equals("false") ? Boolean.FALSE : null);
  }

  <E extends Enum<E>> E choice(String key, E fallback) {
    Class<E> type = fallback.getDeclaringClass();
    String allowed =
        String.join(", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    return parse(key, fallback, allowed, value -> constant(type, value));
  }

  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String value) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(value.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElse(null);
  }

  /**
   * A text of a list.
   *
   * @param line where it stands
   * @param text as it stands there
   */
  record ListedText(int line, String text) {}

  /** Texts of a list, or the one text that stands in its place; none where the key is missing. */
  List<ListedText> texts(String key, int most, String allowed) {
    asked.put(key, true);
    NodeTuple tuple = entries.get(key);
    if (tuple == null) {
      return List.of();
    }
    Node value = tuple.getValueNode();
    List<? extends Node> items =
        value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
    if (items.size() > most) {
      error(key, items.size() + " of them", "at most " + most);
    }
    List<ListedText> texts = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof ScalarNode scalar) {
        texts.add(new ListedText(lineOf(item), scalar.getValue()));
      } else {
        error(lineOf(item), key, "a list or a section", allowed);
      }
    }
    return texts;
  }

  /** A section; an empty one where it is missing, or all that is in it is commented out. */
  ConfigSection section(String key) {
    asked.put(key, true);
    NodeTuple tuple = entries.get(key);
    MappingNode mapping = null;
    if (tuple != null && tuple.getValueNode() instanceof MappingNode found) {
      mapping = found;
    } else if (tuple != null
        && !(tuple.getValueNode() instanceof ScalarNode nothing && nothing.getValue().isEmpty())) {
      error(key, "a value", "a section of keys");
    }
    return child(pathOf(key), lineOf(key), mapping);
  }

  /** The sections of a list that may be left out. */
  List<ConfigSection> optionalSections(String key) {
    return has(key) ? sections(key) : List.of();
  }

  /** The sections of a list that must have at least one. */
  List<ConfigSection> sections(String key) {
    asked.put(key, true);
    NodeTuple tuple = entries.get(key);
    String allowed = "a list of at least one section";
    if (tuple == null || !(tuple.getValueNode() instanceof SequenceNode sequence)) {
      error(key, tuple == null ? "nothing" : "no list", allowed);
      return List.of();
    }
    if (sequence.getValue().isEmpty()) {
      error(key, "an empty list", allowed);
    }
    List<ConfigSection> found = new ArrayList<>();
    for (int i = 0; i < sequence.getValue().size(); i++) {
      Node item = sequence.getValue().get(i);
      String itemPath = pathOf(key) + "[" + i + "]";
      if (item instanceof MappingNode mapping) {
        found.add(child(itemPath, lineOf(item), mapping));
      } else {
        error(lineOf(item), key + "[" + i + "]", "a value", "a section of keys");
      }
    }
    return found;
  }

  /**
   * Points as lists of two numbers, {@code [[0.1, 0.2], [0.3, 0.4]]}, both 0 to 1; empty where the
   * key is missing or something is wrong.
   */
  List<SharePoint> points(String key, int least, int most) {
    asked.put(key, true);
    NodeTuple tuple = entries.get(key);
    if (tuple == null) {
      return List.of();
    }
    String allowed = least + " to " + most + " points [x, y], 0 to 1, from the upper left corner";
    List<SharePoint> points = new ArrayList<>();
    if (tuple.getValueNode() instanceof SequenceNode sequence) {
      sequence.getValue().forEach(node -> point(node).ifPresent(points::add));
      int given = sequence.getValue().size();
      if (points.size() == given && given >= least && given <= most) {
        return points;
      }
    }
    error(key, "something else", allowed);
    return List.of();
  }

  private static Optional<SharePoint> point(Node node) {
    if (!(node instanceof SequenceNode pair) || pair.getValue().size() != 2) {
      return Optional.empty();
    }
    @Nullable Double x = share(pair.getValue().get(0));
    @Nullable Double y = share(pair.getValue().get(1));
    return x == null || y == null ? Optional.empty() : Optional.of(new SharePoint(x, y));
  }

  private static @Nullable Double share(Node node) {
    return node instanceof ScalarNode scalar ? parseNumber(scalar.getValue(), 0, 1) : null;
  }

  private ConfigSection child(String childPath, int childLine, @Nullable MappingNode mapping) {
    ConfigSection section = new ConfigSection(childPath, childLine, mapping, problems);
    children.add(section);
    return section;
  }

  /** Notes every key, here and below, that nobody asked for. */
  void noteUnknownKeys() {
    entries.forEach(
        (key, tuple) -> {
          if (!asked.containsKey(key)) {
            problems.add(
                new Problem(
                    Severity.WARNING,
                    lineOf(tuple.getKeyNode()),
                    pathOf(key),
                    "an unknown key, which is ignored",
                    String.join(", ", asked.keySet())));
          }
        });
    children.forEach(ConfigSection::noteUnknownKeys);
  }
}
