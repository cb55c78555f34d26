package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerBook;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.session.PassageRef;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.session.WaitingExit;
import io.wugan.core.time.LotTime;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The ledger as one decision sees it: inside its transaction, on the ledger's thread, and only
 * until the decision is made. Whoever keeps it is refused.
 */
final class SqlLedgerBook implements LedgerBook {

  private final SessionTable table;
  private final PassageTable passages;
  private final ReviewTable reviews;
  private final CorrectionTable corrections;
  private final PlateListTable plateLists;
  private final long inside;
  private final Path file;
  private final Thread owner = Thread.currentThread();
  private boolean open = true;

  SqlLedgerBook(
      SessionTable table,
      PassageTable passages,
      ReviewTable reviews,
      CorrectionTable corrections,
      PlateListTable plateLists,
      long inside,
      Path file) {
    this.table = table;
    this.passages = passages;
    this.reviews = reviews;
    this.corrections = corrections;
    this.plateLists = plateLists;
    this.inside = inside;
    this.file = file;
  }

  void close() {
    open = false;
  }

  @Override
  public long countInside() {
    return inside;
  }

  @Override
  public List<Session> listOpenByPlate(PlateNumber plate) {
    return ask(() -> table.listOpenByPlate(plate));
  }

  @Override
  public List<Session> listOpenEnteredBefore(Instant utc, int limit) {
    return ask(() -> table.listOpenEnteredBefore(utc, limit));
  }

  @Override
  public Optional<Session> findById(UUID sessionId) {
    return ask(() -> table.findById(sessionId));
  }

  @Override
  public List<Session> listOpen() {
    return ask(table::listOpen);
  }

  @Override
  public List<Session> listOpenUnread(int limit) {
    return ask(() -> table.listOpenUnread(limit));
  }

  @Override
  public List<Session> listClosedFuzzily(PlateNumber plate, Instant since) {
    return ask(() -> table.listClosedFuzzily(plate, since));
  }

  @Override
  public Optional<Session> findByPassage(UUID passageId) {
    return ask(() -> table.findByPassage(passageId));
  }

  @Override
  public Optional<PassageFacts> findPassage(UUID passageId) {
    return ask(() -> passages.find(passageId));
  }

  @Override
  public List<PassageRef> listCapturedIn(String bootId, Optional<UUID> before, int limit) {
    return ask(() -> passages.listCapturedIn(bootId, before, limit));
  }

  @Override
  public boolean isApplied(UUID correctionId) {
    return ask(() -> corrections.contains(correctionId));
  }

  @Override
  public List<WaitingExit> listWaitingExits(PlateNumber plate, Instant after, Instant until) {
    return ask(() -> waitingExits(plate, after, until));
  }

  private List<WaitingExit> waitingExits(PlateNumber plate, Instant after, Instant until)
      throws SQLException {
    List<WaitingExit> found = new ArrayList<>();
    for (ReviewItem item : reviews.listWaitingExits(plate, after, until)) {
      passages
          .find(item.passageId().orElseThrow())
          .ifPresent(exit -> found.add(new WaitingExit(item, exit)));
    }
    return found;
  }

  @Override
  public Optional<ReviewItem> findReview(UUID reviewId) {
    return ask(() -> reviews.find(reviewId));
  }

  @Override
  public Optional<ListedPlate> findListed(PlateNumber plate, LotTime at) {
    return ask(() -> plateLists.find(plate, at));
  }

  private interface Question<T> {
    T ask() throws SQLException;
  }

  private <T> T ask(Question<T> question) {
    if (Thread.currentThread() != owner || !open) {
      throw new IllegalStateException(
          "the ledger's book is open only while a decision is made, on the ledger's thread");
    }
    try {
      return question.ask();
    } catch (SQLException unreadable) {
      throw SqlFailures.explain("cannot read the ledger", file, unreadable);
    }
  }
}
