package io.wugan.sync.uplink;

import java.util.regex.Pattern;

/**
 * What the uplink needs to know.
 *
 * @param site name of the lot, a level of every topic
 * @param edge name of this board within the lot, the next level
 * @param version version of the agent, told in the birth message
 * @param brokerKeepsStatus whether the broker knows Wills and retained messages; some do not
 * @param timings how long it waits for what
 * @param limits how much it sends at once
 */
public record UplinkSettings(
    String site,
    String edge,
    String version,
    boolean brokerKeepsStatus,
    UplinkTimings timings,
    UplinkLimits limits) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  /**
   * @throws IllegalArgumentException if a name cannot stand in a topic
   */
  public UplinkSettings {
    if (!NAME.matcher(site).matches() || !NAME.matcher(edge).matches()) {
      throw new IllegalArgumentException(
          "site and edge must be 1 to 32 of letters, digits, '_' and '-', not '%s' and '%s'"
              .formatted(site, edge));
    }
  }

  /** With what boards use for all else. */
  public static UplinkSettings of(String site, String edge, String version) {
    return new UplinkSettings(
        site, edge, version, true, UplinkTimings.defaults(), UplinkLimits.defaults());
  }

  /** With other timings. */
  public UplinkSettings withTimings(UplinkTimings other) {
    return new UplinkSettings(site, edge, version, brokerKeepsStatus, other, limits);
  }

  /** With other limits. */
  public UplinkSettings withLimits(UplinkLimits other) {
    return new UplinkSettings(site, edge, version, brokerKeepsStatus, timings, other);
  }

  /** For a broker without Wills and retained messages. */
  public UplinkSettings withoutBrokerStatus() {
    return new UplinkSettings(site, edge, version, false, timings, limits);
  }

  /** A topic below the transport's root: {@code {site}/{edge}/{channel}}. */
  String topic(String channel) {
    return site + "/" + edge + "/" + channel;
  }
}
