package io.wugan.agent.lane;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.evidence.EvidenceStore;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.VehicleSighting;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.session.PassageDecider;
import io.wugan.core.time.LotClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Turns what was seen of a vehicle into a captured passage: pictures first, then one transaction
 * with the decision and its records. Thread-safe.
 */
public final class PassageRecorder {

  private final Ledger ledger;
  private final EvidenceStore evidence;
  private final PassageDecider decider;
  private final ChangeWriter writer;
  private final Supplier<UUID> ids;
  private final LotClock clock;
  private final PictureAlarm alarm = new PictureAlarm();

  /**
   * @param ledger where decisions are captured
   * @param evidence where pictures are kept
   * @param decider what a passage means: the keeper of this board's sessions, or nothing where
   *     another board keeps them
   * @param ids ids of passages and records
   * @param clock for changes that have no passage of their own
   */
  public PassageRecorder(
      Ledger ledger,
      EvidenceStore evidence,
      PassageDecider decider,
      Supplier<UUID> ids,
      LotClock clock) {
    this.ledger = ledger;
    this.evidence = evidence;
    this.decider = decider;
    this.writer = new ChangeWriter(ids);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Keeps the pictures of a sighting. A vehicle whose picture cannot be kept is a passage all the
   * same.
   */
  public Passage keep(VehicleSighting sighting) {
    List<EvidenceRef> kept = new ArrayList<>();
    for (EvidenceImage picture : sighting.pictures()) {
      try {
        kept.add(evidence.store(picture));
        alarm.kept();
      } catch (IOException failed) {
        alarm.failed(sighting.lane().id(), String.valueOf(failed.getMessage()));
      }
    }
    return Passage.of(ids.get(), sighting, kept);
  }

  /** A passage whose pictures find no room: more wait for the disk than may. */
  Passage withoutPictures(VehicleSighting sighting) {
    alarm.failed(
        sighting.lane().id(),
        "the disk is too slow; " + PictureQueue.CAPACITY + " vehicles' pictures wait for it");
    return Passage.of(ids.get(), sighting, List.of());
  }

  /**
   * Hands a passage to the ledger.
   *
   * @throws LedgerException if the ledger's queue stays full or it is closed
   */
  public CompletableFuture<Commit> submit(Passage passage) {
    return ledger.submit(
        book ->
            writer.write(Optional.of(passage), decider.decide(passage, book), book, clock.now()));
  }
}
