package io.wugan.sync.lot;

import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.lot.Handover;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.KeeperLink;
import io.wugan.core.lot.PassageIntake;
import io.wugan.core.lot.Receipt;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.sync.contract.HandoverCodec;
import io.wugan.sync.contract.MalformedMessageException;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A keeper with a real ledger, behind a network that loses and repeats, and a board that dies. */
final class KeeperBoard implements KeeperLink, AutoCloseable {

  private final Path directory;
  private final Samples samples;
  private final Random chance;
  private final List<Handover> straying = new ArrayList<>();
  private SqliteLedger ledger;
  private int restarts;
  private int repeats;
  private int lostReceipts;

  KeeperBoard(Path directory, Samples samples, Random chance) {
    this.directory = directory;
    this.samples = samples;
    this.chance = chance;
    this.ledger = samples.open(directory);
  }

  @Override
  public Receipt hand(Handover handover) throws HandoverException {
    int fate = chance.nextInt(20);
    if (fate < 4) {
      throw new HandoverException("the way there is cut");
    }
    if (!straying.isEmpty() && fate < 8) { // an older handover arrives once more, and late
      take(straying.remove(chance.nextInt(straying.size())));
      repeats++;
    }
    Receipt receipt = take(handover);
    straying.add(handover);
    if (fate >= 18) {
      restart();
      lostReceipts++;
      throw new HandoverException("the keeper died between commit and receipt");
    }
    if (fate >= 15) {
      lostReceipts++;
      throw new HandoverException("the receipt was lost");
    }
    return receipt;
  }

  private Receipt take(Handover handover) throws HandoverException {
    try {
      Handover heard = HandoverCodec.readHandover(HandoverCodec.write(handover));
      return HandoverCodec.readReceipt(HandoverCodec.write(decide(heard)));
    } catch (MalformedMessageException fault) {
      throw new AssertionError(fault);
    }
  }

  private Receipt decide(Handover handover) throws HandoverException {
    return new PassageIntake(
            ledger,
            new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), samples::id),
            new ChangeWriter(samples::id),
            Samples.clockAt(0),
            Set.of("gate-a", "gate-b"),
            Duration.ofSeconds(10))
        .take(handover);
  }

  private void restart() {
    ledger.close();
    ledger = samples.open(directory);
    restarts++;
  }

  long occupancy() {
    return ledger.occupancy();
  }

  String faults() {
    return "%d restarts, %d repeats, %d lost receipts".formatted(restarts, repeats, lostReceipts);
  }

  boolean sawEveryFault() {
    return restarts > 0 && repeats > 0 && lostReceipts > restarts;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
