package io.wugan.core.ledger;

import io.wugan.core.lane.Passage;
import io.wugan.core.record.RecordWriter;
import io.wugan.core.session.Decision;
import io.wugan.core.session.ReviewDesk;
import io.wugan.core.session.ReviewItem;
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
   * @param now when, for what has no passage of its own
   */
  public LedgerChange write(Optional<Passage> passage, Decision decision, LotTime now) {
    List<ReviewItem> reviews = new ArrayList<>(desk.arising(decision, now));
    if (decision instanceof Decision.Corrected corrected) {
      corrected.settled().ifPresent(reviews::add);
    }
    if (decision instanceof Decision.EntryToldLate late) {
      reviews.add(late.settled());
    }
    return new LedgerChange(passage, decision, reviews, writer.write(decision, reviews, now));
  }
}
