package io.wugan.lab.proof.crash;

import io.wugan.lab.proof.EdgeLedger;
import io.wugan.lab.proof.ProofException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills, and has the outcome checked. Confined to one thread. */
final class CrashProof {
  private static final Logger LOG = LoggerFactory.getLogger(CrashProof.class);
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(5);
  private static final Duration FIRST_LIMIT = Duration.ofMinutes(1);
  private static final int TELL_EVERY = 100;
  // The board has most to lose.
  private static final List<Integer> SHARES = List.of(0, 0, 0, 1, 2);

  private final CrashSettings settings;
  private final CrashTally tally = new CrashTally();

  private CrashProof(CrashSettings settings) {
    this.settings = settings;
  }

  /**
   * Runs it.
   *
   * @throws ProofException if it cannot be carried out
   */
  static CrashVerdict run(CrashSettings settings) {
    return new CrashProof(settings).run();
  }

  private CrashVerdict run() {
    try (CrashLot lot = new CrashLot(settings.work())) {
      lot.startAll();
      if (!CrashLot.await(() -> lot.captured() > 0, FIRST_LIMIT)) {
        throw new ProofException("the board captured nothing; see board.log in " + lot.work());
      }
      killAtRandom(lot);
      new FailpointRounds(lot, settings, tally).run();
      EdgeLedger edge = lot.settle(SETTLE_LIMIT);
      return new CrashCheck(lot).verdict(settings.seed(), tally, edge);
    } catch (IOException unreadable) {
      throw new ProofException("cannot read what was captured", unreadable);
    }
  }

  private void killAtRandom(CrashLot lot) {
    Random random = new Random(settings.seed());
    long capturedBefore = lot.captured();
    for (int kill = 1; kill <= settings.kills(); kill++) {
      LockSupport.parkNanos((long) (random.nextDouble() * settings.longest().toNanos()));
      Party victim = lot.parties().get(SHARES.get(random.nextInt(SHARES.size())));
      if (!victim.isAlive()) {
        tally.fault("the " + victim.name() + " ended by itself before kill " + kill);
      }
      victim.kill();
      long captured = lot.captured();
      tally.killed(victim, captured > capturedBefore);
      capturedBefore = captured;
      // Sometimes two are away at once.
      if (random.nextInt(4) > 0) {
        lot.startAll();
      } else {
        victim.start();
      }
      if (kill % TELL_EVERY == 0) {
        LOG.info("{} of {} kills", kill, settings.kills());
      }
    }
    lot.startAll();
  }
}
