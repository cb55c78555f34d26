package io.wugan.lab.clip;

/**
 * One thing wrong with a scenario.
 *
 * @param line line of the file, from 1
 * @param key the key's path, such as {@code vehicles[2].plate}
 * @param value the value as written
 * @param allowed what would be allowed there
 */
public record ScenarioProblem(int line, String key, String value, String allowed) {

  /** One line for people: line, key, value, what is allowed. */
  @Override
  public String toString() {
    return "line " + line + ": " + key + " = " + value + ": allowed: " + allowed;
  }
}
