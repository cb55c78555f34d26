package io.wugan.lab.lot;

import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.PassageRef;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Sessions made up for tests. */
final class Sessions {

  private Sessions() {}

  static Session open(String plate) {
    LotTime at =
        new LotTime(
            Instant.parse("2026-03-01T08:00:00Z"),
            0,
            "boot",
            ClockQuality.SYNCED,
            OptionalInt.empty());
    return new Session(
        UUID.randomUUID(),
        SessionState.OPEN,
        Optional.of(PlateNumber.of(plate)),
        PlateColor.BLUE,
        new PassageRef(UUID.randomUUID(), "E1", at),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        1);
  }
}
