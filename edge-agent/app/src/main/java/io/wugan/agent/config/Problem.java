package io.wugan.agent.config;

/**
 * One thing that is wrong with a configuration, told so that it can be mended without a manual.
 *
 * @param severity whether the agent refuses to start
 * @param line line in the file, from 1; 0 where the file as a whole is meant
 * @param key path of the key, {@code lanes[0].camera.file}; empty for the file as a whole
 * @param found what stands there
 * @param allowed what may stand there
 */
public record Problem(Severity severity, int line, String key, String found, String allowed) {

  /** Whether the agent refuses to start. */
  public enum Severity {
    /** The agent refuses to start. */
    ERROR,
    /** The agent starts, and ignores it. */
    WARNING
  }

  /** {@code FILE:12: error: lanes[0].role: found 'IN'; allowed: ENTRY, EXIT, BIDIRECTIONAL}. */
  public String describe(String file) {
    String place = line > 0 ? file + ":" + line : file;
    String subject = key.isEmpty() ? "" : key + ": ";
    String level = severity == Severity.ERROR ? "error" : "warning";
    return place + ": " + level + ": " + subject + "found " + found + "; allowed: " + allowed;
  }
}
