package io.wugan.lab.billing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code stream}: how far each count is complete. A refused event counts as received: it
 * will not come again. Confined to the ledger's thread, always inside its transaction.
 */
final class StreamBook {
  private static final String NUMBERS =
      "SELECT seq FROM event WHERE edge=?1 AND epoch=?2 AND seq>?3"
          + " UNION SELECT seq FROM refused WHERE edge=?1 AND epoch=?2 AND seq>?3"
          + " ORDER BY seq LIMIT ?4";
  private static final int STEP = 1000;

  private final Sql sql;

  StreamBook(Sql sql) {
    this.sql = sql;
  }

  private record Progress(long upto, long highest, long claimed) {
    long extent() {
      return Math.max(highest, claimed);
    }
  }

  /** A number was stored or refused for the first time. */
  void received(StreamId stream, long seq, long nowMillis) throws SQLException {
    make(stream, nowMillis);
    Progress before = progress(stream);
    long upto = seq == before.upto + 1 ? contiguous(stream, before.upto) : before.upto;
    // The clock of a gap runs from its first sight, and anew with all that helps to fill it.
    boolean progress = upto > before.upto || seq < before.highest || before.upto == before.highest;
    sql.update(
        "UPDATE stream SET upto=?, highest=max(highest, ?), progress_at=max(progress_at, ?)"
            + " WHERE edge=? AND epoch=?",
        upto,
        seq,
        progress ? nowMillis : 0L,
        stream.edge().source(),
        stream.epoch());
  }

  /** A number came again. */
  void repeated(StreamId stream, long nowMillis) throws SQLException {
    make(stream, nowMillis);
    sql.update(
        "UPDATE stream SET duplicates=duplicates+1 WHERE edge=? AND epoch=?",
        stream.edge().source(),
        stream.epoch());
  }

  /** The edge believes that everything up to {@code seq} was acknowledged. */
  void claimed(StreamId stream, long seq, long nowMillis) throws SQLException {
    make(stream, nowMillis);
    sql.update(
        "UPDATE stream SET claimed=max(claimed, ?1), progress_at="
            + "CASE WHEN upto=max(highest, claimed) THEN ?2 ELSE progress_at END"
            + " WHERE edge=?3 AND epoch=?4",
        seq,
        nowMillis,
        stream.edge().source(),
        stream.epoch());
  }

  /** Streams with a gap that nothing came for since {@code sinceMillis}. */
  List<StreamId> listStalled(long sinceMillis) throws SQLException {
    return sql.list(
        row -> new StreamId(EdgeId.ofSource(row.getString(1)), row.getString(2)),
        "SELECT edge, epoch FROM stream WHERE upto < max(highest, claimed) AND progress_at <= ?",
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
      if (numbers.isEmpty()) {
        return last;
      }
    }
  }

  private List<Long> numbersAfter(StreamId stream, long seq) throws SQLException {
    return sql.list(
        row -> row.getLong(1), NUMBERS, stream.edge().source(), stream.epoch(), seq, STEP);
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

  private void make(StreamId stream, long nowMillis) throws SQLException {
    sql.update(
        "INSERT INTO stream VALUES(?, ?, 0, 0, 0, 0, ?) ON CONFLICT DO NOTHING",
        stream.edge().source(),
        stream.epoch(),
        nowMillis);
  }
}
