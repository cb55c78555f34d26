package io.wugan.agent.enrol;

import java.io.IOException;
import java.time.Instant;

/** The clock of the board. */
public interface BoardClock {

  /** What it says. */
  Instant now();

  /** Whether a time server has set it. May ask a program of the system, some seconds at most. */
  boolean isSet() throws IOException, InterruptedException;
}
