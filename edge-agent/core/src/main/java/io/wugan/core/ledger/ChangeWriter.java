package io.wugan.core.ledger;

import io.wugan.core.lane.Passage;
import io.wugan.core.listing.ListedPlates;
import io.wugan.core.listing.Standing;
import io.wugan.core.record.RecordWriter;
import io.wugan.core.session.Decision;
import io.wugan.core.session.ReviewDesk;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.time.LotTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Writes a decision out: what a person should look at, and what the cloud is told. */
public final class ChangeWriter {

  private final ReviewDesk desk;
  private final RecordWriter writer;

  /**
   * @param ids ids of new review items and records
   */
  public ChangeWriter(Supplier<UUID> ids) {
    this.desk = new ReviewDesk(ids);
    this.writer = new RecordWriter(ids);
  }

  /**
   * Everything that one transaction is to write.
   *
   * @param passage the passage it comes from; empty where there is none
   * @param decision what was decided
   * @param lists the lists of plates as they stand in this transaction
   * @param now when, for what has no passage of its own
   */
  public LedgerChange write(
      Optional<Passage> passage, Decision decision, ListedPlates lists, LotTime now) {
    List<ReviewItem> reviews = new ArrayList<>(desk.arising(decision, now));
    if (decision instanceof Decision.Corrected corrected) {
      corrected.settled().ifPresent(reviews::add);
    }
    if (decision instanceof Decision.EntryToldLate late) {
      reviews.add(late.settled());
    }
    Standing standing = standing(decision, lists);
    return new LedgerChange(
        passage, decision, reviews, writer.write(decision, standing, reviews, now));
  }

  // By the plate of the stay: a misread exit is told as the vehicle that it belongs to.
  private static Standing standing(Decision decision, ListedPlates lists) {
    if (decision instanceof Decision.EntryOpened entry) {
      return standing(entry.opened(), entry.passage(), lists);
    }
    if (decision instanceof Decision.EntryToldLate late) {
      return standing(late.opened(), late.passage(), lists);
    }
    if (decision instanceof Decision.ExitClosed exit) {
      return standing(exit.closed(), exit.passage(), lists);
    }
    if (decision instanceof Decision.TurnedBack back) {
      return standing(back.voided(), back.passage(), lists);
    }
    if (decision instanceof Decision.ExitRepaired repaired) {
      return standing(repaired.repaired(), repaired.passage(), lists);
    }
    if (decision instanceof Decision.OrphanExit orphan) {
      Passage passage = orphan.passage();
      return Standing.of(passage.plateNumber(), passage.color(), passage.at(), lists);
    }
    return Standing.ORDINARY;
  }

  private static Standing standing(Session session, Passage passage, ListedPlates lists) {
    return Standing.of(session.plate(), session.color(), passage.at(), lists);
  }
}
