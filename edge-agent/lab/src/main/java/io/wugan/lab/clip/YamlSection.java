package io.wugan.lab.clip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a YAML file, asked key by key. A wrong value is noted as a {@link ScenarioProblem}
 * and answered with the default, so that reading goes on. Confined to one thread.
 */
final class YamlSection {

  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern RGB = Pattern.compile("#[0-9a-fA-F]{6}");

  private final String path;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> keyLines = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final List<ScenarioProblem> problems;

  private YamlSection(String path, @Nullable Node node, int line, List<ScenarioProblem> problems) {
    this.path = path;
    this.line = node == null ? line : lineOf(node);
    this.problems = problems;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::put);
    } else if (node != null && !isNull(node)) {
      problems.add(new ScenarioProblem(lineOf(node), label(), show(node), "a map of keys"));
    }
  }

  static YamlSection root(Optional<Node> node, List<ScenarioProblem> problems) {
    return new YamlSection("", node.orElse(null), 1, problems);
  }

  private void put(NodeTuple tuple) {
    String key = show(tuple.getKeyNode());
    int keyLine = lineOf(tuple.getKeyNode());
    if (keyLines.putIfAbsent(key, keyLine) != null) {
      problems.add(new ScenarioProblem(keyLine, pathOf(key), "(again)", "each key once"));
    } else if (!isNull(tuple.getValueNode())) {
      values.put(key, tuple.getValueNode());
    }
  }

  /** The map under a key; empty if absent. */
  YamlSection section(String key) {
    return new YamlSection(pathOf(key), find(key), keyLines.getOrDefault(key, line), problems);
  }

  /** The maps of the list under a key; none if absent. */
  List<YamlSection> sections(String key) {
    Node node = find(key);
    List<YamlSection> result = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        result.add(new YamlSection(pathOf(key) + "[" + result.size() + "]", item, line, problems));
      }
    } else if (node != null) {
      refuse(key, show(node), "a list");
    }
    return result;
  }

  boolean has(String key) {
    asked.add(key);
    return values.containsKey(key);
  }

  double number(String key, double fallback, double min, double max) {
    Node node = find(key);
    if (node == null) {
      return fallback;
    }
    String text = show(node);
    if (NUMBER.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      if (value >= min && value <= max) {
        return value;
      }
    }
    refuse(key, text, "a number from " + plain(min) + " to " + plain(max));
    return fallback;
  }

  long integer(String key, long fallback, long min, long max) {
    return integer(key, fallback, min, max, 1, "a whole number");
  }

  int evenInteger(String key, int fallback, int min, int max) {
    return (int) integer(key, fallback, min, max, 2, "an even number");
  }

  private long integer(String key, long fallback, long min, long max, int step, String what) {
    Node node = find(key);
    if (node == null) {
      return fallback;
    }
    String text = show(node);
    if (INTEGER.matcher(text).matches()) {
      long value = Long.parseLong(text);
      if (value >= min && value <= max && value % step == 0) {
        return value;
      }
    }
    refuse(key, text, what + " from " + min + " to " + max);
    return fallback;
  }

  boolean bool(String key, boolean fallback) {
    Node node = find(key);
    if (node == null) {
      return fallback;
    }
    String text = show(node);
    if (!text.equals("true") && !text.equals("false")) {
      refuse(key, text, "true or false");
    }
    return text.equals("true");
  }

  /**
   * A member of an enum, in any case; {@code true} stands for the first member of a yes/no choice.
   */
  <E extends Enum<E>> E choice(String key, E fallback) {
    Node node = find(key);
    if (node == null) {
      return fallback;
    }
    String text = show(node);
    E[] members = fallback.getDeclaringClass().getEnumConstants();
    for (E member : members) {
      if (member.name().equalsIgnoreCase(text)
          || (text.equals("true") && member.name().equals("VISIBLE"))) {
        return member;
      }
    }
    refuse(
        key,
        text,
        Arrays.stream(members)
            .map(member -> nameFor(member, fallback))
            .collect(Collectors.joining(", ")));
    return fallback;
  }

  private static <E extends Enum<E>> String nameFor(E member, E sample) {
    return sample instanceof PlateStyle ? member.name() : member.name().toLowerCase(Locale.ROOT);
  }

  String text(String key, String fallback) {
    Node node = find(key);
    return node == null ? fallback : show(node);
  }

  int rgb(String key, int fallback) {
    Node node = find(key);
    if (node == null) {
      return fallback;
    }
    String text = show(node);
    if (RGB.matcher(text).matches()) {
      return Integer.parseInt(text.substring(1), 16);
    }
    refuse(key, text, "a colour such as '#8899aa', quoted");
    return fallback;
  }

  void refuse(String key, String value, String allowed) {
    int at = keyLines.getOrDefault(key, line);
    problems.add(new ScenarioProblem(at, pathOf(key), value, allowed));
  }

  /** To be called last: whatever was not asked for is not known. */
  void refuseUnknownKeys() {
    for (String key : keyLines.keySet()) {
      if (!asked.contains(key)) {
        refuse(key, "(unknown key)", String.join(", ", asked));
      }
    }
  }

  private @Nullable Node find(String key) {
    asked.add(key);
    return values.get(key);
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private String label() {
    return path.isEmpty() ? "(file)" : path;
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private static String show(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    return node instanceof SequenceNode ? "(a list)" : "(a map)";
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
