package io.wugan.agent.testing;

import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Passages for tests; plates are made up. */
public final class Passages {

  private static final VirtualLotClock CLOCK =
      new VirtualLotClock(Instant.parse("2026-03-01T00:00:00Z"), "boot");

  private Passages() {}

  public static LotTime at(Duration sinceStart) {
    return CLOCK.at(sinceStart);
  }

  public static Passage of(Direction direction, String plate, Duration sinceStart) {
    PlateNumber number = PlateNumber.of(plate);
    PlateChoice choice =
        new PlateChoice(
            Optional.of(number),
            plate,
            PlateCategory.SMALL_BLUE,
            PlateColor.BLUE,
            ColorSource.PIXELS,
            0.98,
            List.of(),
            1,
            List.of(new PlateChoice.Candidate(plate, 1)),
            Quad.rectangle(10, 10, 140, 44));
    return new Passage(
        UUID.nameUUIDFromBytes((plate + direction + sinceStart).getBytes()),
        direction == Direction.ENTER ? "entry" : "exit",
        direction,
        TriggerSource.VIDEO,
        Optional.of(choice),
        at(sinceStart),
        at(sinceStart),
        5,
        List.of(),
        Set.of());
  }

  /** A passage at any time, read or not. */
  public static Passage of(UUID id, Direction direction, Optional<String> plate, LotTime at) {
    Passage like =
        plate
            .map(text -> of(direction, text, Duration.ZERO))
            .orElseGet(() -> withoutPlate(direction));
    return new Passage(
        id,
        like.laneId(),
        direction,
        like.trigger(),
        like.plate(),
        at,
        at,
        like.frames(),
        List.of(),
        Set.of());
  }

  /** The same passage with pictures. */
  public static Passage withPictures(Passage like, List<EvidenceRef> pictures) {
    return new Passage(
        like.id(),
        like.laneId(),
        like.direction(),
        like.trigger(),
        like.plate(),
        like.at(),
        like.firstSeen(),
        like.frames(),
        pictures,
        like.flags());
  }

  public static Passage withoutPlate(Direction direction) {
    return new Passage(
        new UUID(1, 2),
        "entry",
        direction,
        TriggerSource.VIDEO,
        Optional.empty(),
        at(Duration.ZERO),
        at(Duration.ZERO),
        5,
        List.of(),
        Set.of());
  }
}
