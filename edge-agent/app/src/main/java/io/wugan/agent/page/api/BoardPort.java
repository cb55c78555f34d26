package io.wugan.agent.page.api;

import io.wugan.core.health.HealthFault;
import io.wugan.core.time.LotTime;
import io.wugan.sync.uplink.UplinkStats;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How the board is. Thread-safe; does not block. */
public interface BoardPort {

  /**
   * What stays as it is.
   *
   * @param site the parking lot
   * @param edge this board
   * @param version of the program
   * @param broker address of the cloud's broker
   */
  record Identity(String site, String edge, String version, String broker) {}

  /**
   * A lane at a glance.
   *
   * @param id its name
   * @param role ENTRY, EXIT or BIDIRECTIONAL
   * @param camera its camera's name
   * @param frames pictures so far
   * @param frameAgeMillis since the newest; empty before the first
   * @param passages vehicles so far, since the agent was started
   * @param noPlate those of them without a plate
   * @param pictureMillis what looking at a picture takes, 95 % of the last; empty before the first
   */
  record LaneState(
      String id,
      String role,
      String camera,
      long frames,
      OptionalLong frameAgeMillis,
      long passages,
      long noPlate,
      OptionalDouble pictureMillis) {}

  /** What stays as it is. */
  Identity identity();

  /** The board's time. */
  LotTime now();

  /** Its lanes, in the order of the configuration. */
  List<LaneState> lanes();

  /** What is wrong. */
  List<HealthFault> faults();

  /** The way to the cloud. */
  UplinkStats uplink();
}
