package io.wugan.lab.proof.crash;

import io.wugan.core.fault.Failpoint;
import io.wugan.core.fault.Failpoints;
import io.wugan.lab.billing.BackendFailpoint;
import io.wugan.lab.proof.ProofException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every named failpoint, for every victim: whoever is at it ends there; or is held there while the
 * broker or the other side is killed and started again, and then goes on. Used by one thread.
 */
final class FailpointRounds {
  private static final Logger LOG = LoggerFactory.getLogger(FailpointRounds.class);
  private static final Duration REACH_LIMIT = Duration.ofSeconds(60);
  private static final int LATEST_TIME = 4;

  /** Passed once in a life. */
  private static final Set<Enum<?>> ONCE =
      Set.of(Failpoint.LEDGER_OPENED, Failpoint.UPLINK_CONNECTED, Failpoint.LEDGER_CLOSING);

  private final CrashLot lot;
  private final CrashSettings settings;
  private final CrashTally tally;
  private final Random random;

  FailpointRounds(CrashLot lot, CrashSettings settings, CrashTally tally) {
    this.lot = lot;
    this.settings = settings;
    this.tally = tally;
    this.random = new Random(settings.seed());
  }

  static List<Enum<?>> places() {
    List<Enum<?>> places = new ArrayList<>(List.of(Failpoint.values()));
    places.addAll(List.of(BackendFailpoint.values()));
    return places;
  }

  void run() {
    for (Enum<?> place : places()) {
      JavaParty here = place instanceof Failpoint ? lot.board() : lot.backend();
      JavaParty there = place instanceof Failpoint ? lot.backend() : lot.board();
      List<Party> victims = List.of(here, lot.broker(), there);
      for (Party victim : victims.subList(0, settings.victims())) {
        LOG.info("{}: {} is killed {} times", place, victim.name(), settings.each());
        for (int i = 0; i < settings.each(); i++) {
          lot.startAll();
          round(place, here, victim);
        }
      }
    }
    lot.startAll();
  }

  private void round(Enum<?> place, JavaParty here, Party victim) {
    int time = ONCE.contains(place) ? 1 : 1 + random.nextInt(LATEST_TIME);
    String armed = place.name() + ":" + time + ":";
    if (victim == here) {
      here.start(armed + "halt");
      provoke(place, here);
      count(CrashLot.await(() -> !here.isAlive(), REACH_LIMIT), place, victim);
      return;
    }
    Path folder = newFolder();
    here.start(armed + "hold:" + folder);
    provoke(place, here);
    boolean reached =
        CrashLot.await(() -> Files.exists(Failpoints.reached(folder, place)), REACH_LIMIT);
    victim.kill();
    victim.start();
    letGo(folder, place);
    count(reached, place, victim);
    if (place == Failpoint.LEDGER_CLOSING) {
      CrashLot.await(() -> !here.isAlive(), REACH_LIMIT);
    }
  }

  /** Only an end in order comes by there. */
  private void provoke(Enum<?> place, JavaParty here) {
    if (place == Failpoint.LEDGER_CLOSING) {
      long before = lot.captured();
      CrashLot.await(() -> lot.captured() > before, REACH_LIMIT);
      here.askToEnd();
    }
  }

  private void count(boolean reached, Enum<?> place, Party victim) {
    if (reached) {
      tally.killedAt(place, victim);
    } else {
      tally.fault(place + " was not reached within " + REACH_LIMIT.toSeconds() + " s");
    }
  }

  private Path newFolder() {
    try {
      return Files.createTempDirectory(lot.work(), "held-");
    } catch (IOException failed) {
      throw new ProofException("cannot make a folder in " + lot.work(), failed);
    }
  }

  private static void letGo(Path folder, Enum<?> place) {
    try {
      Files.createFile(Failpoints.go(folder, place));
    } catch (IOException failed) {
      throw new ProofException("cannot write to " + folder, failed);
    }
  }
}
