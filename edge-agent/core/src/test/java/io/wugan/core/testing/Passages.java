package io.wugan.core.testing;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PassageFlag;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.LotTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes passages up. */
public final class Passages {

  private final Supplier<UUID> ids;

  public Passages(Supplier<UUID> ids) {
    this.ids = ids;
  }

  /** A passage of a vehicle with a readable plate, by the lane that its direction suggests. */
  public Passage of(Direction direction, LotTime at, String plate, PlateColor color) {
    return of(direction, lane(direction), at, Optional.of(sure(plate, color)), Set.of());
  }

  /** A passage of a vehicle that nobody could read. */
  public Passage noPlate(Direction direction, LotTime at) {
    return of(direction, lane(direction), at, Optional.empty(), Set.of());
  }

  /** Any passage. */
  public Passage of(
      Direction direction,
      String lane,
      LotTime at,
      Optional<PlateChoice> plate,
      Set<PassageFlag> flags) {
    return new Passage(
        ids.get(), lane, direction, TriggerSource.VIDEO, plate, at, at, 14, List.of(), flags);
  }

  private static String lane(Direction direction) {
    return direction == Direction.EXIT ? "X1" : "E1";
  }

  /** A plate that the camera is sure of. */
  public static PlateChoice sure(String plate, PlateColor color) {
    List<CharRead> chars =
        plate.chars().mapToObj(c -> new CharRead((char) c, 0.95, '?', 0.01)).toList();
    return choice(plate, color, chars, List.of(new PlateChoice.Candidate(plate, 1)));
  }

  /**
   * A plate that was read as {@code also} too: in {@code share} of the weight of all frames, and as
   * the second choice of every character in which the two differ, where they are of one length.
   */
  public static PlateChoice wavering(String plate, PlateColor color, String also, double share) {
    List<PlateChoice.Candidate> candidates =
        List.of(
            new PlateChoice.Candidate(plate, 1 - share), new PlateChoice.Candidate(also, share));
    boolean aligned = plate.length() == also.length();
    List<CharRead> chars = new java.util.ArrayList<>();
    for (int i = 0; i < plate.length(); i++) {
      boolean differs = aligned && plate.charAt(i) != also.charAt(i);
      chars.add(
          differs
              ? new CharRead(plate.charAt(i), 1 - share, also.charAt(i), share)
              : new CharRead(plate.charAt(i), 0.95, '?', 0.01));
    }
    return choice(plate, color, chars, candidates);
  }

  private static PlateChoice choice(
      String plate,
      PlateColor color,
      List<CharRead> chars,
      List<PlateChoice.Candidate> candidates) {
    return new PlateChoice(
        PlateNumber.parse(plate),
        plate,
        PlateGrammar.categoryOf(plate, color),
        color,
        ColorSource.PIXELS,
        chars.stream().mapToDouble(CharRead::confidence).min().orElse(0),
        chars,
        1,
        candidates,
        Reads.plate(400, 300, 120));
  }
}
