package io.wugan.lab.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One run of the proof. Immutable.
 *
 * @param work folder for configuration, ledgers and logs; nothing of an earlier run may be in it
 * @param command how the agent is started; the word {@code {config}} stands for the configuration
 *     file
 * @param clips the lanes' recordings, entry first
 * @param kills how often it is killed, ≥ 0
 * @param outages in how many of its lives the broker is away, ≤ kills
 * @param seed gives the moments; the same seed, the same plan
 * @param life shortest and longest time from the start or the first event to the kill
 * @param patience how long the end may take, from the last start until everything is acknowledged
 */
public record ProofSettings(
    Path work,
    List<String> command,
    Clips clips,
    int kills,
    int outages,
    long seed,
    Life life,
    Duration patience) {

  /** The word in the command that the configuration's path replaces. */
  public static final String CONFIG = "{config}";

  /**
   * Recordings of the two lanes.
   *
   * @param entry vehicles that come in
   * @param exit the same vehicles leaving
   */
  public record Clips(Path entry, Path exit) {}

  /**
   * How long an agent lives.
   *
   * @param shortest from start or first event to kill
   * @param longest likewise
   */
  public record Life(Duration shortest, Duration longest) {}

  /**
   * @throws IllegalArgumentException if the numbers contradict one another
   */
  public ProofSettings {
    command = List.copyOf(command);
    if (command.isEmpty() || !command.contains(CONFIG)) {
      throw new IllegalArgumentException("the command needs the word " + CONFIG);
    }
    if (kills < 0 || outages < 0 || outages > kills) {
      throw new IllegalArgumentException(outages + " outages in " + kills + " kills");
    }
    if (life.shortest().isNegative() || life.longest().compareTo(life.shortest()) < 0) {
      throw new IllegalArgumentException("a life of " + life);
    }
  }
}
