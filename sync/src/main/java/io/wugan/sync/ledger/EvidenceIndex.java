package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What the ledger knows of pictures: which are kept, what they count for, what is held, and how
 * those went that are gone. Knows nothing of files.
 *
 * <p>Thread-safe. What is read is as of the last commit, by a connection of its own, so that no
 * vehicle waits for it; what is written is a piece of the ledger's work. Reading blocks for the
 * time of a query and throws {@link LedgerException} if the ledger cannot be read; a future fails
 * with one if nothing was written.
 */
public final class EvidenceIndex {

  private final ReadConnection reader;
  private final SqliteOutbox.Writer writer;

  EvidenceIndex(Path file, SqliteOutbox.Writer writer) {
    this.reader = new ReadConnection(file);
    this.writer = writer;
  }

  /**
   * What the next passages name, in the order of capture.
   *
   * @param passages at most so many
   */
  public UnindexedPictures nextUnindexed(int passages) {
    return reader.read(statements -> new PictureTable(statements).nextUnindexed(passages));
  }

  /**
   * Takes pictures of passages into the index, none twice, and notes how far it goes now.
   *
   * @param pictures those whose files are there
   * @param upTo the last passage that was looked at
   */
  public CompletableFuture<Integer> add(List<NamedPicture> pictures, UUID upTo) {
    return writer.enqueue(
        database -> {
          database.pictures().add(pictures);
          database.pictures().knownUpTo(upTo);
          return pictures.size();
        });
  }

  /** A picture that a passage names; empty if it names none with this content. */
  public Optional<NamedPicture> findNamed(UUID passageId, String sha256) {
    return reader.read(statements -> new PictureTable(statements).findNamed(passageId, sha256));
  }

  /** Whether the index has passed a passage, so that it does not look for its files again. */
  public boolean isPassed(UUID passageId) {
    return reader.read(statements -> new PictureTable(statements).isPassed(passageId));
  }

  /** Takes files into the index that no passage names, or whose passage it has passed already. */
  public CompletableFuture<Integer> adopt(List<NamedPicture> pictures) {
    return writer.enqueue(
        database -> {
          database.pictures().add(pictures);
          return pictures.size();
        });
  }

  /** Whether any picture was taken while nobody knew the time, and is not dated yet. */
  public boolean hasUndated() {
    return reader.read(statements -> new PictureTable(statements).hasUndated());
  }

  /**
   * Dates pictures that were taken while nobody knew the time, as if they were taken now.
   *
   * @param now from a clock that a time server has set
   * @param limit at most so many
   * @return how many
   */
  public CompletableFuture<Integer> date(Instant now, int limit) {
    return writer.enqueue(database -> database.pictures().date(now, limit));
  }

  /** The oldest of those that count for {@code value}, at most {@code limit}. */
  public List<KeptPicture> listCheapest(EvidenceValue value, int limit) {
    return reader.read(statements -> new PictureTable(statements).listCheapest(value, limit));
  }

  /** Those older than a date, the oldest first, at most {@code limit}. */
  public List<KeptPicture> listDue(
      EvidenceClass kind, EvidenceValue value, Instant before, int limit) {
    return reader.read(
        statements -> new PictureTable(statements).listDue(kind, value, before, limit));
  }

  /** Those that count for more than settled, by row, at most {@code limit}. */
  public List<KeptPicture> listValued(long after, int limit) {
    return reader.read(statements -> new PictureTable(statements).listValued(after, limit));
  }

  /**
   * Those that are kept in one folder of the store.
   *
   * @param firstByte of their hashes, 0 to 255
   */
  public List<KeptPicture> listInFolder(int firstByte) {
    return reader.read(statements -> new PictureTable(statements).listInFolder(firstByte));
  }

  /** Notes what pictures count for now. */
  public CompletableFuture<Integer> revalue(List<KeptPicture> pictures) {
    return writer.enqueue(
        database -> {
          for (KeptPicture picture : pictures) {
            database.pictures().revalue(picture.id());
          }
          return pictures.size();
        });
  }

  /**
   * Gives pictures up, before their files are erased: after a crash in between {@link
   * #listErasable} names them. One that counts for something else by now stays, and that is noted.
   *
   * @return those given up
   */
  public CompletableFuture<List<KeptPicture>> giveUp(
      List<KeptPicture> pictures, GoneReason reason, Instant now) {
    return writer.enqueue(database -> database.pictures().giveUp(pictures, reason, now));
  }

  /** Notes that files are not there. */
  public CompletableFuture<Integer> noteMissing(List<KeptPicture> pictures, Instant now) {
    return writer.enqueue(
        database -> {
          database.pictures().missing(pictures, now);
          return pictures.size();
        });
  }

  /** Those given up whose files are not known to be erased, at most {@code limit}. */
  public List<KeptPicture> listErasable(int limit) {
    return reader.read(statements -> new PictureTable(statements).listErasable(limit));
  }

  /** Whether a picture is kept, by any passage that names it. */
  public boolean isNeeded(String sha256) {
    return reader.read(statements -> new PictureTable(statements).isNeeded(sha256));
  }

  /** Whether more than one passage names a picture that is kept. */
  public boolean isShared(String sha256) {
    return reader.read(statements -> new PictureTable(statements).isShared(sha256));
  }

  /** Notes that files are erased. */
  public CompletableFuture<Integer> noteErased(List<KeptPicture> pictures) {
    List<Long> rows = pictures.stream().map(KeptPicture::id).toList();
    return writer.enqueue(
        database -> {
          database.pictures().erased(rows);
          return rows.size();
        });
  }

  /** All pictures that are kept, by the index. */
  public EvidenceTotals totals() {
    return reader.read(statements -> new PictureTable(statements).totals());
  }

  /** Begins a hold; the same order, or the same words for the same subject, twice is one hold. */
  public CompletableFuture<HoldOutcome> hold(EvidenceHold hold) {
    return writer.enqueue(database -> database.holds().hold(hold, database.pictures()));
  }

  /** Ends every hold of a subject. */
  public CompletableFuture<HoldOutcome> release(HoldSubject subject, EvidenceHold.Release release) {
    return writer.enqueue(
        database -> database.holds().release(subject, release, database.pictures()));
  }

  void close() {
    reader.close();
  }
}
