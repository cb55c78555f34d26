package io.wugan.agent.config;

import io.wugan.agent.firstboot.SetupSecret;
import io.wugan.agent.firstboot.SetupSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Remembers where in a setup file secrets stand, so that they can be overwritten there. */
final class SetupSecrets {

  private final String text;
  private final int skipped;
  private final List<SetupSpan> spans = new ArrayList<>();

  /**
   * @param text the whole file
   * @param skipped characters at its beginning that are no part of its lines
   */
  SetupSecrets(String text, int skipped) {
    this.text = text;
    this.skipped = skipped;
  }

  /**
   * A secret, or the words in its place; empty where the key is missing or has no value. A secret
   * that cannot be found again in the file is an error: it could not be overwritten.
   */
  Optional<SetupSecret> read(ConfigSection section, String key) {
    Optional<ScalarNode> node = section.scalarNode(key);
    if (node.isEmpty() || node.get().getValue().isEmpty()) {
      return Optional.empty();
    }
    String value = node.get().getValue();
    SetupSpan span =
        new SetupSpan(offset(node.get().getStartMark()), offset(node.get().getEndMark()));
    if (!isThere(span, value)) {
      section.error(
          key,
          "a secret over several lines, or with unusual line ends",
          "a secret in one line, in '…' where it has signs  写在同一行，含符号时用 '…' 括起");
      return Optional.empty();
    }
    if (!value.startsWith(SetupSecret.TAKEN)) {
      spans.add(span);
    }
    return Optional.of(new SetupSecret(section.pathOf(key), section.lineOf(key), value));
  }

  private boolean isThere(SetupSpan span, String value) {
    if (span.from() < 0 || span.to() <= span.from() || span.to() > text.length()) {
      return false;
    }
    String written = text.substring(span.from(), span.to());
    boolean quoted =
        written.length() >= 2
            && (written.charAt(0) == '\'' || written.charAt(0) == '"')
            && written.charAt(written.length() - 1) == written.charAt(0);
    return written.indexOf('\n') < 0
        && written.indexOf('\r') < 0
        && (quoted || written.equals(value));
  }

  // Marks count lines, and code points within them.
  private int offset(Optional<Mark> mark) {
    if (mark.isEmpty()) {
      return -1;
    }
    int line = skipped;
    for (int i = 0; i < mark.get().getLine(); i++) {
      int end = text.indexOf('\n', line);
      if (end < 0) {
        return -1;
      }
      line = end + 1;
    }
    int left = text.codePointCount(line, text.length());
    return mark.get().getColumn() > left
        ? -1
        : text.offsetByCodePoints(line, mark.get().getColumn());
  }

  /** Where secrets stand, or what is left of them, in the order of the file. */
  List<SetupSpan> spans() {
    return spans.stream().sorted(Comparator.comparingInt(SetupSpan::from)).toList();
  }
}
