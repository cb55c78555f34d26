package io.wugan.core.lane;

/**
 * A lane (车道).
 *
 * @param id name in the configuration and in records, {@code [A-Za-z0-9_-]{1,32}}
 * @param role what it is for
 * @param approachMeansEnter for {@link LaneRole#BIDIRECTIONAL}: a vehicle that comes nearer to the
 *     camera enters
 */
public record Lane(String id, LaneRole role, boolean approachMeansEnter) {

  /**
   * @throws IllegalArgumentException if the id cannot stand in a topic or a file name
   */
  public Lane {
    if (!id.matches("[A-Za-z0-9_-]{1,32}")) {
      throw new IllegalArgumentException(
          "lane id must be 1 to 32 of letters, digits, '_' and '-', not '" + id + "'");
    }
  }

  /** A lane whose role alone gives the direction. */
  public static Lane of(String id, LaneRole role) {
    return new Lane(id, role, true);
  }
}
