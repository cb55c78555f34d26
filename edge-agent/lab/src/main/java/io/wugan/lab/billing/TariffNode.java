package io.wugan.lab.billing;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of a tariff file, asked key by key. What is wrong is noted with file, line, key,
 * value and what is allowed, and answered with the default, so that reading goes on. Confined to
 * one thread.
 */
final class TariffNode {
  private static final Pattern CLOCK = Pattern.compile("([01]?\\d|2[0-3]):([0-5]\\d)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final String file;
  private final String path;
  private final int line;
  private final List<String> problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  TariffNode(String file, String path, @Nullable Node node, int line, List<String> problems) {
    this.file = file;
    this.path = path;
    this.line = node == null ? line : lineOf(node);
    this.problems = problems;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::put);
    } else if (node != null) {
      problems.add("%s:%d: %s is no map of keys".formatted(file, this.line, path));
    }
  }

  private void put(NodeTuple tuple) {
    String key = show(tuple.getKeyNode());
    if (lines.putIfAbsent(key, lineOf(tuple.getKeyNode())) != null) {
      refuse(key, "stands twice", "each key once");
    }
    values.put(key, tuple.getValueNode());
  }

  boolean has(String key) {
    asked.add(key);
    return values.containsKey(key);
  }

  Set<String> keys() {
    asked.addAll(values.keySet());
    return values.keySet();
  }

  TariffNode section(String key) {
    asked.add(key);
    String inner = path.isEmpty() ? key : path + "." + key;
    return new TariffNode(file, inner, values.get(key), lines.getOrDefault(key, line), problems);
  }

  int number(String key, @Nullable Integer fallback, int min, int max) {
    Optional<String> text =
        scalar(key, fallback == null, "a number from %d to %d".formatted(min, max));
    if (text.isEmpty()) {
      return fallback == null ? min : fallback;
    }
    boolean fits = NUMBER.matcher(text.get()).matches();
    int value = fits ? Integer.parseInt(text.get()) : -1;
    if (value < min || value > max) {
      refuse(key, "'" + text.get() + "'", "a whole number from %d to %d".formatted(min, max));
      return min;
    }
    return value;
  }

  String text(String key, @Nullable String fallback, Pattern allowed, String says) {
    Optional<String> text = scalar(key, fallback == null, says);
    if (text.isPresent() && !allowed.matcher(text.get()).matches()) {
      refuse(key, "'" + text.get() + "'", says);
    }
    return text.or(() -> Optional.ofNullable(fallback)).orElse("");
  }

  /** A time of day; minutes since midnight. */
  int clock(String key) {
    String says = "a time of day in quotes, such as \"22:00\"";
    Optional<String> text = scalar(key, true, says);
    Matcher parts = CLOCK.matcher(text.orElse("00:00"));
    if (!parts.matches()) {
      refuse(key, "'" + text.orElse("") + "'", says);
      return 0;
    }
    return Integer.parseInt(parts.group(1)) * 60 + Integer.parseInt(parts.group(2));
  }

  /** A list of words out of {@code allowed}. */
  Set<String> words(String key, Set<String> allowed, Set<String> fallback) {
    asked.add(key);
    Node node = values.get(key);
    if (node == null) {
      return fallback;
    }
    Set<String> words = new TreeSet<>();
    String says = "a list of " + String.join(", ", new TreeSet<>(allowed));
    if (!(node instanceof SequenceNode list)) {
      refuse(key, show(node), says);
      return fallback;
    }
    for (Node each : list.getValue()) {
      if (!allowed.contains(show(each))) {
        refuse(key, "'" + show(each) + "'", says);
      }
      words.add(show(each));
    }
    return words;
  }

  private Optional<String> scalar(String key, boolean needed, String says) {
    asked.add(key);
    Node node = values.get(key);
    if (node == null && needed) {
      refuse(key, "is absent", says);
    }
    if (node != null && !(node instanceof ScalarNode)) {
      refuse(key, show(node), says);
    }
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  void refuse(String key, String value, String allowed) {
    String name = path.isEmpty() ? key : path + "." + key;
    problems.add(
        "%s:%d: %s %s; allowed: %s"
            .formatted(file, lines.getOrDefault(key, line), name, value, allowed));
  }

  /** To be called last: whatever was not asked for is a slip of the pen. */
  void refuseUnknownKeys() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        refuse(key, "is not known", String.join(", ", asked));
      }
    }
  }

  static String show(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    return node instanceof SequenceNode ? "(a list)" : "(a map)";
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
