package io.wugan.sync.ledger;

import io.wugan.core.fault.Failpoint;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.ledger.LedgerWork;
import io.wugan.core.record.ParkingRecord;
import io.wugan.core.session.Decision;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.sync.contract.EventCodec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The one connection that writes, and what it can write. Confined to the ledger's thread; {@link
 * LedgerOpening} hands it over.
 */
final class LedgerDatabase implements AutoCloseable {

  private static final String HEAD = "SELECT epoch, last_seq, occupancy FROM head WHERE id = 1";
  private static final String MOVE_HEAD =
      "UPDATE head SET last_seq = ?, occupancy = ?, recounted = recounted + ? WHERE id = 1";

  private static final int SNAPSHOT_STEP = 200;

  private final Path file;
  private final Connection connection;
  private final EventCodec codec;
  private final Statements statements;
  private final SessionTable sessions;
  private final OutboxTable outbox;
  private final PassageTable passages;
  private final ReviewTable reviews;
  private final CorrectionTable corrections;
  private final HandoverTable handovers;
  private final PlateListTable plateLists;
  private final PictureWriter pictures;
  private final HoldTable holds;
  private final CommandTable commands;
  private final UploadTable uploads;
  private final RowDeleter deleter;
  private final TouchedRows touched;

  /**
   * @param file the database, for messages
   * @param connection opened and checked; closed with this
   * @param codec writes the records
   */
  LedgerDatabase(Path file, Connection connection, EventCodec codec) {
    this.file = file;
    this.connection = connection;
    this.codec = codec;
    this.statements = new Statements(connection);
    this.sessions = new SessionTable(statements);
    this.outbox = new OutboxTable(statements);
    this.passages = new PassageTable(statements);
    this.reviews = new ReviewTable(statements);
    this.corrections = new CorrectionTable(statements);
    this.handovers = new HandoverTable(statements);
    this.plateLists = new PlateListTable(statements);
    this.uploads = new UploadTable(statements);
    this.pictures = new PictureWriter(statements, uploads);
    this.holds = new HoldTable(statements);
    this.commands = new CommandTable(statements);
    this.deleter = new RowDeleter(statements);
    this.touched = new TouchedRows(connection, statements);
  }

  static String url(Path file) {
    return "jdbc:sqlite:" + file;
  }

  /** Where the ledger stands, as this connection sees it now. */
  Head head() throws SQLException {
    try (ResultSet row = statements.of(HEAD).executeQuery()) {
      if (!row.next()) {
        throw new SQLException("the ledger has no head");
      }
      return new Head(UUID.fromString(row.getString(1)), row.getLong(2), row.getLong(3));
    }
  }

  /** Lets {@code work} decide and writes all of what it decided. */
  Commit apply(LedgerWork work) throws SQLException {
    Head head = head();
    LedgerChange change = decide(work, head);
    if (change.passage().isPresent()) {
      Passage passage = change.passage().get();
      passages.insert(passage, codec.passageJson(passage));
    }
    for (Session session : change.decision().changedSessions()) {
      sessions.write(session);
      holds.follow(session);
    }
    for (ReviewItem item : change.reviews()) {
      reviews.write(item);
    }
    if (change.decision() instanceof Decision.Corrected corrected) {
      corrections.insert(corrected, passages);
    }
    if (change.decision() instanceof Decision.LeftToKeeper left) {
      handovers.insert(left.passage().id());
    }
    long seq = head.lastSeq();
    List<Commit.Numbered> numbered = new ArrayList<>();
    for (ParkingRecord record : change.records()) {
      seq++;
      outbox.insert(seq, record, codec.encode(head.epoch(), seq, record));
      numbered.add(new Commit.Numbered(seq, record));
    }
    int delta = change.decision().occupancyDelta();
    long occupancy = head.occupancy() + delta;
    PreparedStatement move = statements.of(MOVE_HEAD);
    move.setLong(1, seq);
    move.setLong(2, occupancy);
    move.setLong(3, delta - change.passage().map(LedgerDatabase::countOf).orElse(0));
    move.executeUpdate();
    return new Commit(head.epoch(), change, numbered, occupancy);
  }

  /** What a passage says of the vehicles inside. */
  private static int countOf(Passage passage) {
    return switch (passage.direction()) {
      case ENTER -> 1;
      case EXIT -> -1;
      case UNKNOWN -> 0;
    };
  }

  private LedgerChange decide(LedgerWork work, Head head) {
    SqlLedgerBook book =
        new SqlLedgerBook(
            sessions, passages, reviews, corrections, plateLists, head.occupancy(), file);
    try {
      return work.decide(book);
    } finally {
      book.close();
    }
  }

  /** Notes that somebody was told how an earlier sequence ended; false if it is not known. */
  boolean markTold(EarlierEpoch told) throws SQLException {
    PreparedStatement statement = statements.of(EarlierEpochs.MARK_TOLD);
    statement.setString(1, told.epoch().toString());
    return statement.executeUpdate() > 0;
  }

  /** What the transaction has changed, for the journal. */
  TouchedRows touched() {
    return touched;
  }

  /**
   * Adds records behind a number to a snapshot, with those that are acknowledged left out.
   *
   * @param bytes as many as fit, about
   * @return the number up to which all are added
   */
  long addRecords(JournalRows rows, long after, int bytes) throws SQLException {
    long upto = after;
    long last = head().lastSeq();
    while (upto < last && rows.size() < bytes) {
      touched.addRows(
          rows,
          SavedTable.OUTBOX,
          "WHERE state <> 2 AND seq > " + upto + " AND seq <= " + (upto + SNAPSHOT_STEP));
      upto = Math.min(last, upto + SNAPSHOT_STEP);
    }
    return upto;
  }

  /** Number of the first record that is neither acknowledged nor set apart; none: the greatest. */
  long firstPending() throws SQLException {
    long first = Sql.number(connection, "SELECT min(seq) FROM outbox WHERE state < 2");
    return first == 0 ? Long.MAX_VALUE : first;
  }

  OutboxTable outbox() {
    return outbox;
  }

  HandoverTable handovers() {
    return handovers;
  }

  PlateListTable plateLists() {
    return plateLists;
  }

  PictureWriter pictures() {
    return pictures;
  }

  Statements statements() {
    return statements;
  }

  UploadTable uploads() {
    return uploads;
  }

  HoldTable holds() {
    return holds;
  }

  RowDeleter deleter() {
    return deleter;
  }

  CommandTable commands() {
    return commands;
  }

  Path file() {
    return file;
  }

  /** Runs one statement that returns nothing: transaction control. */
  void execute(String sql) throws SQLException {
    statements.of(sql).execute();
  }

  /** Moves the log into the database, so that a copy of the one file is whole; then closes. */
  @Override
  public void close() throws SQLException {
    try (Connection closing = connection) {
      Failpoint.LEDGER_CLOSING.pass();
      Sql.execute(closing, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  /** Closes without a checkpoint, after a failure. */
  void abandon() throws SQLException {
    connection.close();
  }
}
