package io.wugan.agent.doctor;

import io.wugan.agent.config.AgentConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What checks look at. Thread-safe.
 *
 * @param config what the board is told
 * @param folders where it keeps things
 * @param agent how the running agent stands; empty where none runs, and devices are looked at
 *     directly
 * @param options how closely to look
 * @param looks what cameras showed, by lane; filled in by the checks
 */
public record DoctorContext(
    AgentConfig config,
    Folders folders,
    Optional<AgentState> agent,
    Options options,
    Map<String, LaneLook> looks) {

  /**
   * How closely to look.
   *
   * @param cameraTime how long each camera is watched, 2 s to 10 min
   * @param panels whether panels are shown a text, where no agent runs
   */
  public record Options(Duration cameraTime, boolean panels) {
    /** Eight seconds a camera, and a text on each panel. */
    public static final Options STANDARD = new Options(Duration.ofSeconds(8), true);
  }

  /** A context in which nothing was looked at yet. */
  public static DoctorContext of(
      AgentConfig config, Folders folders, Optional<AgentState> agent, Options options) {
    return new DoctorContext(config, folders, agent, options, new ConcurrentHashMap<>());
  }
}
