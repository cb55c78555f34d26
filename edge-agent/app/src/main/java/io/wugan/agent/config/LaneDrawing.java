package io.wugan.agent.config;

import io.wugan.core.lane.SharePoint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Changes where a lane lies in the text of a configuration, and leaves every other character of it
 * as it is, comments too. Stateless.
 */
public final class LaneDrawing {

  private LaneDrawing() {}

  /**
   * The text with other shapes of a lane.
   *
   * @param text a configuration without errors
   * @param lane id of the lane
   * @param shapes points by key, such as {@code polygon}; without points, the key goes
   * @return empty if the lane is not written in a way that can be changed so
   */
  public static Optional<String> draw(
      String text, String lane, Map<String, List<SharePoint>> shapes) {
    String changed = text;
    for (Map.Entry<String, List<SharePoint>> shape : shapes.entrySet()) {
      Optional<MappingNode> node = find(changed, lane);
      if (node.isEmpty()) {
        return Optional.empty();
      }
      changed = new Edit(changed, node.get()).set(shape.getKey(), shape.getValue());
    }
    return Optional.of(changed);
  }

  private static Optional<MappingNode> find(String text, String lane) {
    Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(text);
    return root.flatMap(node -> value(node, "lanes"))
        .filter(SequenceNode.class::isInstance)
        .map(SequenceNode.class::cast)
        .flatMap(
            lanes ->
                lanes.getValue().stream()
                    .filter(each -> scalar(value(each, "id")).equals(Optional.of(lane)))
                    .findFirst())
        .map(MappingNode.class::cast);
  }

  private static Optional<String> scalar(Optional<Node> node) {
    return node.filter(ScalarNode.class::isInstance).map(each -> ((ScalarNode) each).getValue());
  }

  private static Optional<Node> value(Node node, String key) {
    return entry(node, key).map(NodeTuple::getValueNode);
  }

  private static Optional<NodeTuple> entry(Node node, String key) {
    if (!(node instanceof MappingNode mapping)) {
      return Optional.empty();
    }
    return mapping.getValue().stream()
        .filter(each -> scalar(Optional.of(each.getKeyNode())).equals(Optional.of(key)))
        .findFirst();
  }

  /** One change of one mapping of a text. */
  private static final class Edit {

    private final String text;
    private final MappingNode mapping;
    private final boolean flow;

    private Edit(String text, MappingNode mapping) {
      this.text = text;
      this.mapping = mapping;
      this.flow = mapping.getFlowStyle() == FlowStyle.FLOW;
    }

    private String set(String key, List<SharePoint> points) {
      Optional<NodeTuple> there = entry(mapping, key);
      if (there.isPresent()) {
        return points.isEmpty() ? without(there.get()) : replaced(there.get(), key, points);
      }
      return points.isEmpty() ? text : inserted(key, points);
    }

    private String replaced(NodeTuple entry, String key, List<SharePoint> points) {
      return text.substring(0, start(entry.getKeyNode()))
          + written(key, points)
          + text.substring(end(entry.getValueNode()));
    }

    private String without(NodeTuple entry) {
      int from = start(entry.getKeyNode());
      int to = end(entry.getValueNode());
      if (flow) {
        List<NodeTuple> all = mapping.getValue();
        int place = all.indexOf(entry);
        from = place > 0 ? end(all.get(place - 1).getValueNode()) : from;
        boolean first = place == 0 && all.size() > 1;
        to = first ? start(all.get(1).getKeyNode()) : to;
        return text.substring(0, from) + text.substring(to);
      }
      int line = text.lastIndexOf('\n', from) + 1;
      int next = text.indexOf('\n', to);
      boolean alone = text.substring(line, from).isBlank();
      boolean last = next < 0 || !text.substring(to, next).strip().matches("(#.*)?");
      return alone && !last
          ? text.substring(0, line) + text.substring(next + 1)
          // The key shares its line with the dash of the list: an empty shape cannot stand there.
          : text.substring(0, from) + text.substring(to);
    }

    private String inserted(String key, List<SharePoint> points) {
      NodeTuple before = entry(mapping, "role").orElseGet(() -> mapping.getValue().get(0));
      int at = end(before.getValueNode());
      if (flow) {
        return text.substring(0, at) + ", " + written(key, points) + text.substring(at);
      }
      int next = text.indexOf('\n', at);
      int rest = next < 0 ? text.length() : next;
      String indent = " ".repeat(mark(before.getKeyNode().getStartMark()).getColumn());
      return text.substring(0, rest) + "\n" + indent + written(key, points) + text.substring(rest);
    }

    private static String written(String key, List<SharePoint> points) {
      return key
          + ": "
          + points.stream()
              .map(point -> "[" + plain(point.x()) + ", " + plain(point.y()) + "]")
              .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String plain(double share) {
      return BigDecimal.valueOf(share).stripTrailingZeros().toPlainString();
    }

    private int start(Node node) {
      return offset(mark(node.getStartMark()));
    }

    // A block of lines ends where its last value does, not where the next key begins.
    private int end(Node node) {
      if (node instanceof CollectionNode<?> collection
          && collection.getFlowStyle() == FlowStyle.BLOCK
          && !collection.getValue().isEmpty()) {
        List<Node> parts = new ArrayList<>();
        for (Object part : collection.getValue()) {
          parts.add(part instanceof NodeTuple tuple ? tuple.getValueNode() : (Node) part);
        }
        return end(parts.get(parts.size() - 1));
      }
      return offset(mark(node.getEndMark()));
    }

    private static Mark mark(Optional<Mark> mark) {
      return mark.orElseThrow(() -> new IllegalStateException("a text has places"));
    }

    // Marks count lines, and code points within them.
    private int offset(Mark mark) {
      int line = 0;
      for (int i = 0; i < mark.getLine(); i++) {
        line = text.indexOf('\n', line) + 1;
      }
      return text.offsetByCodePoints(line, mark.getColumn());
    }
  }
}
