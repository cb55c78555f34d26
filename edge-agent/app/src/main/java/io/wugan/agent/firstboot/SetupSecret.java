package io.wugan.agent.firstboot;

import java.util.regex.Pattern;

/**
 * A secret of a setup file, or the words that stand in its place once the board has it. Does not
 * show itself.
 *
 * @param key where it stands, {@code cloud.claimToken}
 * @param line line in the file, from 1
 * @param text as it stands there
 */
public record SetupSecret(String key, int line, String text) {

  /** What words in the place of a secret begin with. */
  public static final String TAKEN = "(taken over";

  // What is there between the secret's being overwritten and the words' being written.
  private static final Pattern OVERWRITTEN = Pattern.compile("~+");

  /** Whether the board has it already. */
  public boolean isTaken() {
    return isTaken(text);
  }

  /** Whether these are the words that stand in the place of a secret. */
  public static boolean isTaken(String text) {
    return text.startsWith(TAKEN) || OVERWRITTEN.matcher(text).matches();
  }

  @Override
  public String toString() {
    return "SetupSecret[" + key + "]";
  }
}
