package io.wugan.agent.page.board;

import io.wugan.agent.doctor.SecretMask;
import io.wugan.agent.page.api.SettingsPort.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A configuration with its secrets masked, and the way back. Secrets belong into files of their
 * own, which a configuration only names; a login in an address, or a value under a key that sounds
 * like a secret, is masked all the same. Stateless.
 */
final class MaskedText {

  /** Stands for a secret. */
  static final String MASK = "••••••";

  private static final Pattern LOGIN = Pattern.compile("(://)[^/@\\s\"']+(?=@)");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:" + SecretMask.NAMES + ")\\s*:\\s*)(?![|>]|\\s*$)([^\\s#,}][^#,}]*)");

  private MaskedText() {}

  /** The text with masks. */
  static String mask(String text) {
    List<String> masked = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      masked.add(maskLine(line));
    }
    return String.join("\n", masked);
  }

  private static String maskLine(String line) {
    String masked = LOGIN.matcher(line).replaceAll("$1" + MASK);
    return SECRET.matcher(masked).replaceAll("$1" + MASK);
  }

  /**
   * Puts the secrets back into a text that was made from a masked one.
   *
   * @param text with masks
   * @param original the text before, without masks
   * @param faults told where a mask stands in a line that was changed: what it stood for is not
   *     known
   */
  static String unmask(String text, String original, List<Fault> faults) {
    Map<String, String> lines = new HashMap<>();
    for (String line : original.split("\n", -1)) {
      lines.put(maskLine(line).strip(), line.strip());
    }
    List<String> result = new ArrayList<>();
    String[] given = text.split("\n", -1);
    for (int i = 0; i < given.length; i++) {
      String line = given[i];
      if (line.contains(MASK)) {
        String known = lines.get(line.strip());
        if (known == null) {
          faults.add(
              new Fault(
                  true,
                  i + 1,
                  "",
                  "a changed line with a masked value",
                  "the line as it was, or the whole value"));
        } else {
          line = line.replace(line.strip(), known);
        }
      }
      result.add(line);
    }
    return String.join("\n", result);
  }
}
