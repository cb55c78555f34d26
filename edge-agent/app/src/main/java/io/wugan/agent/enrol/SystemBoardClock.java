package io.wugan.agent.enrol;

import io.wugan.agent.system.ChronyTracking;
import io.wugan.agent.system.ShortCommand;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The clock of this machine, and what chrony or systemd say of it. Stateless. */
public final class SystemBoardClock implements BoardClock {

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int MOST_BYTES = 4096;

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public boolean isSet() throws IOException, InterruptedException {
    Optional<ChronyTracking> tracking =
        ShortCommand.run(
                LIMIT, MOST_BYTES, "chronyc", ChronyTracking.ARGUMENTS.toArray(String[]::new))
            .flatMap(ChronyTracking::parse);
    if (tracking.isPresent()) {
      return tracking.get().isSet();
    }
    return ShortCommand.run(
            LIMIT, MOST_BYTES, "timedatectl", "show", "-p", "NTPSynchronized", "--value")
        .filter(said -> said.strip().equals("yes"))
        .isPresent();
  }
}
