package io.wugan.lab.billing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ledger holds. Immutable; {@link #toString()} is a table for people, with masked plates.
 *
 * @param streams each count of each edge
 * @param stays bills, oldest exit first
 * @param questions what a person has to decide
 * @param unreadable messages and events whose number could not even be read
 */
public record BackendReport(
    List<Stream> streams, List<Stay> stays, List<Question> questions, long unreadable) {

  private static final String COUNTS =
      "SELECT count(*), coalesce(min(seq), 0), coalesce(max(seq), 0),"
          + " (SELECT duplicates FROM stream WHERE edge=? AND epoch=?),"
          + " (SELECT count(*) FROM refused WHERE edge=? AND epoch=?),"
          + " (SELECT count(*) FROM bill WHERE edge=? AND epoch=?)"
          + " FROM event WHERE edge=? AND epoch=?";

  /** Copies the lists. */
  public BackendReport {
    streams = List.copyOf(streams);
    stays = List.copyOf(stays);
    questions = List.copyOf(questions);
  }

  /**
   * One count of one edge.
   *
   * @param edge who counts
   * @param epoch UUID of the count
   * @param events events in the ledger
   * @param min lowest number, 0 if there is none
   * @param max highest number, 0 if there is none
   * @param gaps numbers that are missing
   * @param duplicates deliveries of what was there already
   * @param refused events answered with a nack
   * @param stays sessions billed from it
   */
  public record Stream(
      EdgeId edge,
      String epoch,
      long events,
      long min,
      long max,
      List<Gap> gaps,
      long duplicates,
      long refused,
      long stays) {

    /** Copies the gaps. */
    public Stream {
      gaps = List.copyOf(gaps);
    }
  }

  /**
   * Reads the ledger in {@code data}, while a back end writes it or not.
   *
   * @throws BillingLedgerException if there is none or it cannot be read
   */
  public static BackendReport read(Path data) {
    return read(BillingDatabase.inFolder(data));
  }

  /**
   * Reads a ledger, while a back end writes it or not.
   *
   * @throws BillingLedgerException if there is none or it cannot be read
   */
  public static BackendReport read(BillingDatabase database) {
    try (Connection connection = database.openToRead()) {
      connection.setAutoCommit(false);
      Sql sql = new Sql(connection);
      BackendReport report =
          new BackendReport(
              streams(sql),
              sql.list(SessionBook::stay, "SELECT * FROM bill ORDER BY exit, session"),
              questions(sql),
              sql.find(row -> row.getLong(1), "SELECT coalesce(sum(unreadable), 0) FROM edge")
                  .orElse(0L));
      sql.close();
      connection.rollback();
      return report;
    } catch (SQLException failed) {
      throw new BillingLedgerException("cannot read " + database, failed);
    }
  }

  private static List<Stream> streams(Sql sql) throws SQLException {
    StreamBook book = new StreamBook(sql);
    List<Stream> streams = new ArrayList<>();
    List<StreamId> ids =
        sql.list(
            row -> new StreamId(EdgeId.ofSource(row.getString(1)), row.getString(2)),
            "SELECT edge, epoch FROM stream ORDER BY edge, epoch");
    for (StreamId id : ids) {
      List<Gap> gaps = book.listGaps(id);
      streams.addAll(
          sql.list(
              row ->
                  new Stream(
                      id.edge(),
                      id.epoch(),
                      row.getLong(1),
                      row.getLong(2),
                      row.getLong(3),
                      gaps,
                      row.getLong(4),
                      row.getLong(5),
                      row.getLong(6)),
              COUNTS,
              id.edge().source(),
              id.epoch(),
              id.edge().source(),
              id.epoch(),
              id.edge().source(),
              id.epoch(),
              id.edge().source(),
              id.epoch()));
    }
    return streams;
  }

  private static List<Question> questions(Sql sql) throws SQLException {
    return sql.list(
        row ->
            new Question(
                row.getString("key"),
                Question.Kind.valueOf(row.getString("kind")),
                row.getString("plate"),
                row.getString("text"),
                EdgeId.ofSource(row.getString("edge"))),
        "SELECT * FROM question ORDER BY edge, key");
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%-24s %-36s %7s %9s %6s %6s %6s  %s%n"
            .formatted("edge", "epoch", "events", "numbers", "again", "nacks", "stays", "gaps"));
    for (Stream stream : streams) {
      table.append(
          "%-24s %-36s %7d %9s %6d %6d %6d  %s%n"
              .formatted(
                  stream.edge(),
                  stream.epoch(),
                  stream.events(),
                  stream.min() + "–" + stream.max(),
                  stream.duplicates(),
                  stream.refused(),
                  stream.stays(),
                  stream.gaps().isEmpty() ? "none" : stream.gaps()));
    }
    long fen = stays.stream().mapToLong(Stay::fen).sum();
    table.append("%d stays billed, %d fen in all%n".formatted(stays.size(), fen));
    table.append("%d open questions%n".formatted(questions.size()));
    questions.forEach(question -> table.append("  %s%n".formatted(question)));
    if (unreadable > 0) {
      table.append("%d messages could not be read%n".formatted(unreadable));
    }
    return table.toString();
  }
}
