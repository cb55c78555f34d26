package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.PlateLists;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A look at a ledger without holding it: beside a running agent, or at a copy. Cannot write.
 *
 * <p>Thread-safe; each call blocks for the time of a query and throws {@link LedgerException} if
 * the ledger cannot be read.
 */
public final class LedgerView implements AutoCloseable {

  private static final String SESSIONS =
      "SELECT "
          + SessionRows.COLUMNS
          + " FROM session WHERE state = ? ORDER BY entry_utc_ns DESC, id DESC LIMIT ?";
  private static final String SESSION =
      "SELECT " + SessionRows.COLUMNS + " FROM session WHERE id = ?";
  private static final String HEAD = "SELECT epoch, last_seq, occupancy FROM head";
  private static final String VERSION = "SELECT user_version FROM pragma_user_version";
  private static final String COUNT = "SELECT count(*) FROM session WHERE state = ?";

  private final ReadConnection reader;
  private final SqliteOutbox outbox;
  private final RecordReader records;
  private final StayReader stays;
  private final Head first;

  private LedgerView(Path file) {
    this.reader = new ReadConnection(file);
    this.first = reader.read(LedgerView::head);
    this.outbox = new SqliteOutbox(first.epoch(), file, new ReadOnly());
    this.records = new RecordReader(reader, first.epoch());
    this.stays = new StayReader(reader);
  }

  /** Whether there is a ledger in a folder. */
  public static boolean isThere(Path directory) {
    return Files.isRegularFile(directory.resolve(LedgerFolder.DATABASE));
  }

  /**
   * Opens the ledger in a folder for reading.
   *
   * @throws LedgerException if there is none or it cannot be read
   */
  public static LedgerView open(Path directory) {
    if (!isThere(directory)) {
      throw new LedgerException("there is no ledger in " + directory);
    }
    return new LedgerView(directory.resolve(LedgerFolder.DATABASE));
  }

  /** The sequence that record numbers belong to. */
  public UUID epoch() {
    return first.epoch();
  }

  /** Number of the newest record; 0 before the first. */
  public long lastSeq() {
    return reader.read(LedgerView::head).lastSeq();
  }

  /** Vehicles inside by the count of passages. */
  public long occupancy() {
    return reader.read(LedgerView::head).occupancy();
  }

  /** How many sessions are in a state. */
  public long countSessions(SessionState state) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(COUNT);
          query.setString(1, state.name());
          try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0L;
          }
        });
  }

  /** Sessions in a state, the latest entry first, at most {@code limit}. */
  public List<Session> listSessions(SessionState state, int limit) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(SESSIONS);
          query.setString(1, state.name());
          query.setInt(2, limit);
          return SessionRows.list(query);
        });
  }

  /** The session with this id. */
  public Optional<Session> findSession(UUID id) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(SESSION);
          query.setString(1, id.toString());
          return SessionRows.list(query).stream().findFirst();
        });
  }

  /** Review items that wait for a person, the oldest first, at most {@code limit}. */
  public List<ReviewItem> listReviews(int limit) {
    return reader.read(statements -> new ReviewTable(statements).listWaiting(limit));
  }

  /** The review item with this id. */
  public Optional<ReviewItem> findReview(UUID id) {
    return reader.read(statements -> new ReviewTable(statements).find(id));
  }

  /** How many review items wait for a person. */
  public long countReviews() {
    return reader.read(statements -> new ReviewTable(statements).countWaiting());
  }

  /** What people said was read wrongly, the latest first, at most {@code limit}. */
  public List<Misreading> listMisreadings(int limit) {
    return reader.read(statements -> CorrectionTable.listMisreadings(statements, limit));
  }

  /** The list of plates that is held, in numbers; revision 0 where there is none yet. */
  public PlateLists.Replacement plateList() {
    return reader.read(
        statements ->
            isUpToDate(statements)
                ? new PlateListTable(statements).held()
                : new PlateLists.Replacement(false, 0, 0));
  }

  /**
   * The list of plates in their order, at most {@code limit}.
   *
   * @param ofClass only these; empty for all
   */
  public List<ListedPlate> listPlates(Optional<VehicleClass> ofClass, int limit) {
    return reader.read(
        statements ->
            isUpToDate(statements)
                ? new PlateListTable(statements).list(ofClass, limit)
                : List.<ListedPlate>of());
  }

  /** A ledger that no agent of this version has opened yet lacks some tables: nothing is held. */
  private static boolean isUpToDate(Statements statements) throws SQLException {
    try (ResultSet row = statements.of(VERSION).executeQuery()) {
      return row.next() && row.getInt(1) >= LedgerSchema.VERSION;
    }
  }

  /** A passage that was captured. */
  public Optional<PassageFacts> findPassage(UUID id) {
    return reader.read(statements -> new PassageTable(statements).find(id));
  }

  /** Passages of a lane from {@code since} on, at most the latest {@code limit}, in their order. */
  public List<PassageFacts> listPassages(String laneId, Instant since, int limit) {
    return reader.read(statements -> new PassageTable(statements).listOfLane(laneId, since, limit));
  }

  /** SHA-256 of each picture of a passage, as {@code FileEvidenceStore} keeps it. */
  public List<String> listPictures(UUID passageId) {
    return reader.read(statements -> new PassageTable(statements).pictures(passageId));
  }

  /** How a passage's picture went; empty if it is kept, or was never known to be. */
  public Optional<PictureFate> findFate(UUID passageId, String sha256) {
    return reader.read(
        statements ->
            isUpToDate(statements)
                ? new PictureTable(statements).findFate(passageId, sha256)
                : Optional.<PictureFate>empty());
  }

  /** The pictures in numbers; reads the whole index, a second or two where it is large. */
  public EvidenceStats evidenceStats() {
    return reader.read(
        statements ->
            isUpToDate(statements)
                ? new PictureTable(statements).stats()
                : new EvidenceStats(new EvidenceTotals(0, 0), List.of()));
  }

  /** Holds on pictures that last, the latest first; with those that have ended, if wanted. */
  public List<EvidenceHold> listHolds(boolean endedToo, int limit) {
    return reader.read(
        statements ->
            isUpToDate(statements)
                ? new HoldTable(statements).list(endedToo, limit)
                : List.<EvidenceHold>of());
  }

  /** Records from a number on, whatever their state, at most {@code limit}. */
  public List<OutboxRow> listRecords(long from, int limit) {
    return outbox.list(from, limit);
  }

  /** The record with this number. */
  public Optional<StoredRecord> findRecord(long seq) {
    return records.find(seq);
  }

  /** The record with this id. */
  public Optional<StoredRecord> findRecord(UUID id) {
    return records.find(id);
  }

  /**
   * Hands out records by their numbers, a few at a time: however many there are, only some are in
   * memory.
   *
   * @param newestFirst the highest number first, or the lowest
   * @param taker says whether to go on
   */
  public void scanRecords(RecordQuery query, boolean newestFirst, Predicate<StoredRecord> taker) {
    records.scan(query, newestFirst, taker);
  }

  /**
   * Hands out stays in the order of their making, a few at a time.
   *
   * @param taker says whether to go on
   */
  public void scanSessions(SessionQuery query, Predicate<Session> taker) {
    stays.scan(query, taker);
  }

  /** What people changed about a stay, the earliest first, at most {@code limit}. */
  public List<StoredCorrection> listCorrections(UUID session, int limit) {
    return stays.corrections(session, limit);
  }

  /** Vehicles that were forgotten, the latest first, at most {@code limit}. */
  public List<Forgotten> listForgotten(int limit) {
    return stays.forgotten(limit);
  }

  /**
   * The records that told of a correction which settled a review item, in their order; none where
   * they are no longer kept. Looks at every record of review items.
   */
  public List<StoredRecord> listSettling(UUID correction) {
    return records.listSettling(correction);
  }

  /** The sequence before this one, where the ledger took the place of another. */
  public Optional<EarlierEpoch> findEarlierEpoch() {
    return reader.read(
        statements ->
            isUpToDate(statements)
                ? EarlierEpochs.find(statements)
                : Optional.<EarlierEpoch>empty());
  }

  /** The outbox in numbers. */
  public OutboxCounts outboxCounts() {
    return outbox.counts();
  }

  @Override
  public void close() {
    reader.close();
    outbox.close();
  }

  private static Head head(Statements statements) throws SQLException {
    try (ResultSet row = statements.of(HEAD).executeQuery()) {
      if (!row.next()) {
        throw new SQLException("the ledger has no head");
      }
      return new Head(UUID.fromString(row.getString(1)), row.getLong(2), row.getLong(3));
    }
  }

  /** A view hands nothing to a writer. */
  private static final class ReadOnly implements SqliteOutbox.Writer {
    @Override
    public <T> java.util.concurrent.CompletableFuture<T> enqueue(SqlWork<T> work) {
      throw new LedgerException("this is only a view of the ledger");
    }
  }
}
