package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.contract.RecordImage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What the ledger knows of the way of pictures to the cloud: which record names them, which are to
 * be uploaded, which are, and what the cloud has been told of it.
 *
 * <p>Thread-safe. What is read is as of the last commit; reading blocks for the time of a query and
 * throws {@link LedgerException} if the ledger cannot be read. A future fails with one if nothing
 * was written.
 */
public final class UploadIndex {

  /** What was told is forgotten after this. */
  public static final Duration REMEMBERED = Duration.ofDays(7);

  /**
   * What nobody has asked for yet is forgotten after this: longer than a vehicle may stay by
   * default.
   */
  public static final Duration KEPT_REMEMBERED = Duration.ofDays(31);

  private final ReadConnection reader;
  private final SqliteOutbox.Writer writer;

  UploadIndex(Path file, SqliteOutbox.Writer writer) {
    this.reader = new ReadConnection(file);
    this.writer = writer;
  }

  /** The number up to which the pictures of records are taken in. */
  public long upTo() {
    return reader.read(statements -> new UploadTable(statements).upTo());
  }

  /**
   * Takes in what records name, none twice.
   *
   * @param pictures of records up to {@code upTo}
   * @param state in which they begin; those that the board has given up are gone
   * @param upTo the last record that was looked at
   */
  public CompletableFuture<Integer> add(
      List<RecordImage> pictures, UploadState state, long upTo, Instant now) {
    List<RecordImage> copy = List.copyOf(pictures);
    return writer.enqueue(
        database -> {
          database.uploads().add(copy, state, upTo, now);
          return copy.size();
        });
  }

  /**
   * The next to be uploaded: those that were refused least often, then the oldest.
   *
   * @param skip how many of these to pass over
   */
  public Optional<RecordPicture> findNext(int skip) {
    return reader.read(statements -> new UploadTable(statements).next(skip));
  }

  /** How many are to be uploaded. */
  public long countWaiting() {
    return reader.read(statements -> new UploadTable(statements).countWaiting());
  }

  /** Those whose state the cloud does not know, in the order of records, at most {@code limit}. */
  public List<RecordPicture> listUntold(int limit) {
    return reader.read(statements -> new UploadTable(statements).listUntold(limit));
  }

  /** A broker has these states. */
  public CompletableFuture<Integer> markTold(List<RecordPicture> pictures) {
    List<RecordPicture> copy = List.copyOf(pictures);
    return writer.enqueue(
        database -> {
          database.uploads().markTold(copy);
          return copy.size();
        });
  }

  /**
   * Notes what has become of one.
   *
   * @param url where it is, if it was uploaded
   */
  public CompletableFuture<Boolean> note(
      RecordPicture picture, UploadState state, Optional<String> url, Instant now) {
    return writer.enqueue(database -> database.uploads().change(picture.row(), state, url, now));
  }

  /**
   * Notes that its server refused one while it takes others.
   *
   * @param most after so many times it is not tried again
   */
  public CompletableFuture<Boolean> noteRefusal(RecordPicture picture, int most, Instant now) {
    return writer.enqueue(
        database -> {
          UploadTable table = database.uploads();
          return table.tried(picture.row()) >= most
              && table.change(picture.row(), UploadState.REFUSED, Optional.empty(), now);
        });
  }

  /**
   * Puts one behind the others: it is not here yet.
   *
   * @return how often that was so, refusals included
   */
  public CompletableFuture<Integer> putBack(RecordPicture picture) {
    return writer.enqueue(database -> database.uploads().tried(picture.row()));
  }

  /** Whether one was looked for here in vain. */
  public boolean wasLookedFor(UUID passageId, String sha256) {
    return reader.read(statements -> new UploadTable(statements).wasLookedFor(passageId, sha256));
  }

  /** One has come: refusals of its server count from now on. */
  public CompletableFuture<Integer> noteArrival(UUID passageId, String sha256) {
    return writer.enqueue(database -> database.uploads().arrived(passageId, sha256));
  }

  /** Whether this board has, or has had, a picture of a passage. */
  public boolean wasHere(UUID passageId, String sha256) {
    return reader.read(statements -> new UploadTable(statements).wasHere(passageId, sha256));
  }

  /** Whether any is in this state. */
  public boolean any(UploadState state) {
    return reader.read(statements -> new UploadTable(statements).any(state));
  }

  /** Takes all from one state to another. */
  public CompletableFuture<Integer> changeAll(UploadState from, UploadState to, Instant now) {
    return writer.enqueue(database -> database.uploads().changeAll(from, to, now));
  }

  /** Whether {@link #choose} would find any. */
  public boolean hasChoosable() {
    return reader.read(statements -> new UploadTable(statements).hasChoosable());
  }

  /** Those of vehicles that a person is to look at, and those that are held, are to be uploaded. */
  public CompletableFuture<Integer> choose(Instant now) {
    return writer.enqueue(database -> database.uploads().choose(now));
  }

  /** Whether {@link #purge} would find any. */
  public boolean hasOld(Instant now) {
    return reader.read(
        statements ->
            new UploadTable(statements).hasOld(now.minus(REMEMBERED), now.minus(KEPT_REMEMBERED)));
  }

  /** Forgets what was told long ago, at most {@code limit}. */
  public CompletableFuture<Integer> purge(Instant now, int limit) {
    return writer.enqueue(
        database ->
            database.uploads().purge(now.minus(REMEMBERED), now.minus(KEPT_REMEMBERED), limit));
  }

  void close() {
    reader.close();
  }
}
