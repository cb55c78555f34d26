package io.wugan.sync.lot;

import io.wugan.core.lane.Passage;
import io.wugan.core.lot.KeeperLink;
import io.wugan.core.lot.PassageForwarder;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.Samples;
import java.nio.file.Path;
import java.util.Random;

/** A gate's board with a ledger of its own, which loses its power now and then. */
final class GateBoard implements AutoCloseable {

  private final String edgeId;
  private final Path directory;
  private final Samples samples;
  private final Random chance;
  private SqliteLedger ledger;
  private int restarts;

  GateBoard(String edgeId, Path lot, Samples samples, Random chance) {
    this.edgeId = edgeId;
    this.directory = lot.resolve(edgeId);
    this.samples = samples;
    this.chance = chance;
    this.ledger = samples.open(directory);
  }

  Path directory() {
    return directory;
  }

  /** As an agent on a gate captures what it saw. */
  void capture(Passage passage) {
    ledger.submit(samples.leftToKeeper(passage)).join();
  }

  long waiting() {
    return ledger.waitingPassages().count();
  }

  /** One step of a forwarder that has just begun: it knows only what the ledger holds. */
  void forward(KeeperLink link) {
    new PassageForwarder(edgeId, ledger.waitingPassages(), link, chance).step();
    if (chance.nextInt(20) == 0) {
      ledger.close();
      ledger = samples.open(directory);
      restarts++;
    }
  }

  void forwardAll(KeeperLink link) {
    for (int tries = 0; waiting() > 0 && tries < 1000; tries++) {
      forward(link);
    }
  }

  int restarts() {
    return restarts;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
