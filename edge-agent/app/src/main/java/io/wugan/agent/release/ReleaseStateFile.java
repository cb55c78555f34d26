package io.wugan.agent.release;

import io.wugan.agent.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes {@link ReleaseState}: lines of {@code key=value}, because the launcher script
 * reads and writes them too (install/package, {@code wugan-launch}). Whole or not at all, whatever
 * breaks. Stateless.
 */
final class ReleaseStateFile {

  private static final int MOST_BYTES = 16 * 1024;
  private static final int MOST_REASON = 500;

  private ReleaseStateFile() {}

  /**
   * What the file says; {@link ReleaseState#NONE} where there is none. A line that nobody knows is
   * passed over; a name that is no version counts as the packaged program, as it does for the
   * launcher.
   */
  static ReleaseState read(Path file) throws IOException {
    Map<String, String> values = new HashMap<>();
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException(file + ": more than the " + MOST_BYTES + " bytes it may have");
      }
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    } catch (NoSuchFileException none) {
      return ReleaseState.NONE;
    }
    return new ReleaseState(
        name(values, "current"),
        name(values, "previous"),
        trial(values),
        values.getOrDefault("failed", ""),
        values.getOrDefault("reason", ""));
  }

  private static String name(Map<String, String> values, String key) {
    return ReleaseVersion.find(values.getOrDefault(key, ""))
        .map(ReleaseVersion::text)
        .orElse(ReleaseState.PACKAGED);
  }

  private static Optional<ReleaseState.Trial> trial(Map<String, String> values) {
    String starts = values.getOrDefault("trial", "");
    if (!starts.matches("[0-9]{1,6}")) {
      return Optional.empty();
    }
    String saw = values.getOrDefault("saw", "");
    return Optional.of(
        new ReleaseState.Trial(
            Integer.parseInt(starts),
            values.containsKey("connected"),
            saw.isEmpty() ? List.of() : List.of(saw.split(",", -1)),
            "yes".equals(values.get("connected"))));
  }

  /** Writes it, so that it survives a power cut from the moment this returns. */
  static void write(Path file, ReleaseState state) throws IOException {
    StringBuilder text = new StringBuilder(256);
    text.append("# Which release runs. Written by wugan and its launcher.\n");
    line(text, "current", state.current());
    line(text, "previous", state.previous());
    if (state.trial().isPresent()) {
      ReleaseState.Trial trial = state.trial().get();
      line(text, "trial", Integer.toString(trial.starts()));
      if (trial.told()) {
        line(text, "saw", String.join(",", trial.saw()));
        line(text, "connected", trial.connected() ? "yes" : "no");
      }
    }
    if (!state.failed().isEmpty()) {
      line(text, "failed", state.failed());
      line(text, "reason", state.reason());
    }
    WholeFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void line(StringBuilder text, String key, String value) {
    String plain = value.replaceAll("\\p{Cntrl}", " ");
    text.append(key)
        .append('=')
        .append(plain, 0, Math.min(MOST_REASON, plain.length()))
        .append('\n');
  }
}
