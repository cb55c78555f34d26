package io.wugan.agent.remote;

import io.wugan.sync.contract.ReportedConfig;
import java.util.List;
import java.util.Optional;

/**
 * Which configuration is in force, across restarts.
 *
 * @param localHash of the file on the board when this was written; another one means that a person
 *     has edited it since
 * @param current version in force; 0 for the file on the board
 * @param newest highest version that came so far, whatever became of it
 * @param trial what is on probation
 * @param told what was reported last
 */
record ConfigState(
    String localHash,
    long current,
    long newest,
    Optional<Trial> trial,
    Optional<ReportedConfig> told) {

  /**
   * A configuration on probation.
   *
   * @param version its number
   * @param starts how often the agent was started with it
   * @param lanes whose cameras gave pictures before
   */
  record Trial(long version, int starts, List<String> lanes) {
    Trial {
      lanes = List.copyOf(lanes);
    }
  }

  /** The file on the board is in force; the cloud's are known up to {@code newest}. */
  static ConfigState local(String hash, long newest) {
    return new ConfigState(hash, 0, newest, Optional.empty(), Optional.empty());
  }

  ConfigState withNewest(long version) {
    return new ConfigState(localHash, current, version, trial, told);
  }

  ConfigState withTrial(Trial other) {
    return new ConfigState(localHash, current, newest, Optional.of(other), told);
  }

  ConfigState withoutTrial(long inForce) {
    return new ConfigState(localHash, inForce, newest, Optional.empty(), told);
  }

  ConfigState withTold(ReportedConfig report) {
    return new ConfigState(localHash, current, newest, trial, Optional.of(report));
  }
}
