package io.wugan.lab.proof.sister;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the proof.
 *
 * @param number of it, from 1
 * @param fault what is wrong meanwhile
 * @param lasts how long it is wrong
 */
record Phase(int number, Fault fault, Duration lasts) {

  private static final Duration CALM = Duration.ofMinutes(2);
  private static final Duration CLOUD = Duration.ofMinutes(1);

  /** What goes wrong. */
  enum Fault {
    NONE("calm traffic"),
    KEEPER_KILLED("keeper killed"),
    KEEPER_CUT("keeper cut off"),
    CLOUD_CUT("cloud cut off"),
    CLOCK_WRONG("gate-out's clock 5 min fast");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    /** Whether the keeper is away. */
    boolean isOutage() {
      return this == KEEPER_KILLED || this == KEEPER_CUT;
    }
  }

  /**
   * All of them.
   *
   * @param outage how long the keeper is away
   */
  static List<Phase> all(Duration outage) {
    List<Phase> phases = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      Duration lasts =
          switch (fault) {
            case NONE, CLOCK_WRONG -> shorter(outage, CALM);
            case CLOUD_CUT -> shorter(outage, CLOUD);
            case KEEPER_KILLED, KEEPER_CUT -> outage;
          };
      phases.add(new Phase(phases.size() + 1, fault, lasts));
    }
    return phases;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public String toString() {
    return "%d %s, %d s".formatted(number, fault.words, lasts.toSeconds());
  }
}
