package io.wugan.agent.bench;

import io.wugan.agent.timing.Durations;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a run has cost.
 *
 * @param input what was looked at, for people
 * @param engine models, what runs them, and with how many threads
 * @param frames counted frames
 * @param looked of these, frames that were not left out
 * @param reads plates read in them
 * @param seconds time of all counted frames, decoding included
 * @param multiplyAccumulates of the networks in all counted frames; 0 where the models do not tell
 * @param searchedMacs multiply-accumulates of a frame with a plate that was searched as a whole,
 *     the median; 0 where there was none
 * @param modelBytes size of the networks' files
 * @param peakBytes most resident memory that the process ever had; empty where the system does not
 *     tell
 * @param stages times; a stage that never took place is absent
 */
public record BenchResult(
    String input,
    String engine,
    int frames,
    int looked,
    long reads,
    double seconds,
    long multiplyAccumulates,
    long searchedMacs,
    long modelBytes,
    OptionalLong peakBytes,
    Map<Stage, Durations> stages) {

  /** Multiply-accumulates that one Cortex-A72 core does in a second, fp32, as a rule of thumb. */
  private static final double CORTEX_A72_MACS = 10e9;

  /** Copies the map. */
  public BenchResult {
    stages = Map.copyOf(stages);
  }

  /** Counted frames a second; 0 where nothing was counted. */
  public double framesPerSecond() {
    return seconds > 0 ? frames / seconds : 0;
  }

  /** Multiply-accumulates of a frame that was looked at, in the mean. */
  public double macsPerLookedFrame() {
    return looked > 0 ? (double) multiplyAccumulates / looked : 0;
  }

  /** Milliseconds that the networks take on one Cortex-A72 core for so many of them. */
  public static double cortexA72Millis(double macs) {
    return 1000 * macs / CORTEX_A72_MACS;
  }
}
