package io.wugan.lab.billing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code stream}: how far each count is complete. A refused event counts as received: it
 * will not come again. Confined to the ledger's thread, always inside its transaction.
 */
final class StreamBook {
  private static final int STEP = 1000;
  private static final String SOME =
      "(SELECT seq FROM %s WHERE edge=? AND epoch=? AND seq>? ORDER BY seq LIMIT " + STEP + ")";
  private static final String NUMBERS =
      "SELECT seq FROM %s e UNION SELECT seq FROM %s a UNION SELECT seq FROM %s r ORDER BY seq LIMIT %d"
          .formatted(
              SOME.formatted("event"), SOME.formatted("again"), SOME.formatted("refused"), STEP);

  private final Sql sql;

  StreamBook(Sql sql) {
    this.sql = sql;
  }

  private record Progress(long upto, long highest, long claimed) {
    long extent() {
      return Math.max(highest, claimed);
    }
  }

  /**
   * What one transaction took.
   *
   * @param numbers stored or refused for the first time
   * @param repeated how many came again
   */
  void took(StreamId stream, Collection<Long> numbers, long repeated, long nowMillis)
      throws SQLException {
    Progress before = progress(stream);
    long upto = numbers.contains(before.upto + 1) ? contiguous(stream, before.upto) : before.upto;
    long highest = numbers.isEmpty() ? 0 : Collections.max(numbers);
    long lowest = numbers.isEmpty() ? Long.MAX_VALUE : Collections.min(numbers);
    // The clock of a gap runs from its first sight, and anew with all that helps to fill it.
    boolean progress =
        upto > before.upto
            || lowest < before.highest
            || (before.upto == before.highest && !numbers.isEmpty());
    sql.update(
        "UPDATE stream SET upto=?, highest=?, duplicates=duplicates+?,"
            + " progress_at=CASE WHEN ?=1 THEN ? ELSE progress_at END WHERE edge=? AND epoch=?",
        upto,
        Math.max(before.highest, highest),
        repeated,
        progress ? 1 : 0,
        nowMillis,
        stream.edge().source(),
        stream.epoch());
  }

  /** The edge believes that everything up to {@code seq} was acknowledged. */
  void claimed(StreamId stream, long seq, long nowMillis) throws SQLException {
    Progress before = progress(stream);
    boolean complete = before.upto == before.extent();
    sql.update(
        "UPDATE stream SET claimed=?, progress_at=CASE WHEN ?=1 THEN ? ELSE progress_at END"
            + " WHERE edge=? AND epoch=?",
        Math.max(before.claimed, seq),
        complete ? 1 : 0,
        nowMillis,
        stream.edge().source(),
        stream.epoch());
  }

  /**
   * Numbers are gone that were here: the stream is complete up to the one before {@code gap} at the
   * most, and goes on at least to its end.
   */
  void reopen(StreamId stream, Gap gap, long nowMillis) throws SQLException {
    Progress before = progress(stream);
    sql.update(
        "UPDATE stream SET upto=?, claimed=?, progress_at=? WHERE edge=? AND epoch=?",
        Math.min(before.upto, gap.first() - 1),
        Math.max(before.claimed, gap.last()),
        nowMillis,
        stream.edge().source(),
        stream.epoch());
  }

  /** Nothing more will come of this stream; its gaps are no longer asked for. */
  void close(StreamId stream) throws SQLException {
    sql.update(
        "UPDATE stream SET closed=1 WHERE edge=? AND epoch=?",
        stream.edge().source(),
        stream.epoch());
  }

  boolean isClosed(StreamId stream) throws SQLException {
    return sql.find(
            row -> 1,
            "SELECT 1 FROM stream WHERE edge=? AND epoch=? AND closed=1",
            stream.edge().source(),
            stream.epoch())
        .isPresent();
  }

  /** Highest number that came; empty for a stream nobody heard of. */
  Optional<Long> findHighest(StreamId stream) throws SQLException {
    return sql.find(
        row -> row.getLong(1),
        "SELECT highest FROM stream WHERE edge=? AND epoch=?",
        stream.edge().source(),
        stream.epoch());
  }

  /** Streams with a gap that nothing came for since {@code sinceMillis}. */
  List<StreamId> listStalled(long sinceMillis) throws SQLException {
    return sql.list(
        row -> new StreamId(EdgeId.ofSource(row.getString(1)), row.getString(2)),
        "SELECT edge, epoch FROM stream WHERE closed=0 AND (upto < highest OR upto < claimed)"
            + " AND progress_at <= ?",
        sinceMillis);
  }

  /** State with the gaps, or without them where they may still close by themselves. */
  StreamState state(StreamId stream, boolean withGaps) throws SQLException {
    Progress progress = progress(stream);
    return new StreamState(
        progress.upto, withGaps ? gaps(stream, progress, StreamState.MAX_MISSING) : List.of());
  }

  /** Every gap of a stream. */
  List<Gap> listGaps(StreamId stream) throws SQLException {
    return gaps(stream, progress(stream), Integer.MAX_VALUE);
  }

  private List<Gap> gaps(StreamId stream, Progress progress, int atMost) throws SQLException {
    List<Gap> gaps = new ArrayList<>();
    if (progress.upto >= progress.extent()) {
      return gaps;
    }
    long last = progress.upto;
    List<Long> numbers = numbersAfter(stream, last);
    while (!numbers.isEmpty() && gaps.size() < atMost) {
      for (long seq : numbers) {
        if (seq > last + 1 && gaps.size() < atMost) {
          gaps.add(new Gap(last + 1, seq - 1));
        }
        last = seq;
      }
      numbers = numbersAfter(stream, last);
    }
    if (last < progress.extent() && gaps.size() < atMost) {
      gaps.add(new Gap(last + 1, progress.extent()));
    }
    return gaps;
  }

  private long contiguous(StreamId stream, long upto) throws SQLException {
    long last = upto;
    while (true) {
      List<Long> numbers = numbersAfter(stream, last);
      for (long seq : numbers) {
        if (seq != last + 1) {
          return last;
        }
        last = seq;
      }
      if (numbers.size() < STEP) {
        return last;
      }
    }
  }

  private List<Long> numbersAfter(StreamId stream, long seq) throws SQLException {
    String edge = stream.edge().source();
    String epoch = stream.epoch();
    return sql.list(
        row -> row.getLong(1), NUMBERS, edge, epoch, seq, edge, epoch, seq, edge, epoch, seq);
  }

  private Progress progress(StreamId stream) throws SQLException {
    Optional<Progress> found =
        sql.find(
            row -> new Progress(row.getLong(1), row.getLong(2), row.getLong(3)),
            "SELECT upto, highest, claimed FROM stream WHERE edge=? AND epoch=?",
            stream.edge().source(),
            stream.epoch());
    return found.orElse(new Progress(0, 0, 0));
  }

  /** Makes the stream if it is not there; true if it was not. */
  boolean make(StreamId stream, long nowMillis) throws SQLException {
    int made =
        sql.update(
            "INSERT INTO stream VALUES(?, ?, 0, 0, 0, 0, ?, 0) ON CONFLICT DO NOTHING",
            stream.edge().source(),
            stream.epoch(),
            nowMillis);
    return made == 1;
  }

  /** Whether the edge has counted under another epoch too. */
  boolean hasOther(StreamId stream) throws SQLException {
    return sql.find(
            row -> 1,
            "SELECT 1 FROM stream WHERE edge=? AND epoch<>? LIMIT 1",
            stream.edge().source(),
            stream.epoch())
        .isPresent();
  }
}
