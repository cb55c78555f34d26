package io.wugan.core.lane;

/**
 * A lane (车道).
 *
 * @param id name in the configuration and in records, {@code [A-Za-z0-9_-]{1,32}}
 * @param role what it is for
 * @param approach what it means that a vehicle comes nearer to the camera. A {@link
 *     LaneRole#BIDIRECTIONAL} lane finds the direction of each passage by it; on the others it
 *     tells a vehicle that goes the wrong way, and {@link Approach#MEANS_NOTHING} leaves the
 *     direction to the role
 * @param geometry where it lies in the picture
 */
public record Lane(String id, LaneRole role, Approach approach, LaneGeometry geometry) {

  /**
   * @throws IllegalArgumentException if the id cannot stand in a topic or a file name
   */
  public Lane {
    if (!id.matches("[A-Za-z0-9_-]{1,32}")) {
      throw new IllegalArgumentException(
          "lane id must be 1 to 32 of letters, digits, '_' and '-', not '" + id + "'");
    }
  }

  /** A lane of which it is known how its camera looks. */
  public Lane(String id, LaneRole role, boolean approachMeansEnter) {
    this(
        id,
        role,
        approachMeansEnter ? Approach.MEANS_ENTER : Approach.MEANS_EXIT,
        LaneGeometry.WHOLE_PICTURE);
  }

  /**
   * A lane whose role alone gives the direction; in a {@link LaneRole#BIDIRECTIONAL} one, where it
   * cannot, whoever comes nearer enters.
   */
  public static Lane of(String id, LaneRole role) {
    Approach approach =
        role == LaneRole.BIDIRECTIONAL ? Approach.MEANS_ENTER : Approach.MEANS_NOTHING;
    return new Lane(id, role, approach, LaneGeometry.WHOLE_PICTURE);
  }

  /** The same lane elsewhere in the picture. */
  public Lane withGeometry(LaneGeometry value) {
    return new Lane(id, role, approach, value);
  }
}
