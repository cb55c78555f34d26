package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes what a ledger holds, row by row, with whole plates. Confined to one thread. */
public final class LedgerExport {

  /** How it is written. */
  public enum Format {
    /** Bills, one line each, with a head line; RFC 4180 but for the line ends. */
    CSV,
    /** Bills, one JSON object a line. */
    JSONL,
    /** Sessions as APDS 4.0 has them, one JSON document. */
    APDS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final List<String> HEAD =
      List.of(
          "session",
          "revision",
          "plate",
          "site",
          "edge",
          "entry",
          "exit",
          "stayMillis",
          "minutes",
          "fen",
          "class",
          "tariff",
          "tariffVersion");

  private final BillingDatabase database;

  /** Of one ledger, which a back end may be writing to. */
  public LedgerExport(BillingDatabase database) {
    this.database = database;
  }

  /**
   * Every bill, by the time of its exit.
   *
   * @throws BillingLedgerException if there is no ledger or it cannot be read
   */
  public void eachBill(Consumer<Stay> consumer) {
    read(
        sql ->
            sql.each(
                row -> consumer.accept(SessionBook.stay(row)),
                "SELECT * FROM bill ORDER BY exit, session"));
  }

  /**
   * Writes the ledger in a format; returns how many bills or sessions.
   *
   * @throws BillingLedgerException if there is no ledger or it cannot be read
   */
  public long write(Format format, PrintWriter out) {
    long[] count = {0};
    if (format == Format.APDS) {
      out.print("{\"data\":[");
      read(sql -> sessions(sql, node -> out.print((count[0]++ == 0 ? "\n" : ",\n") + node)));
      out.print("\n]}\n");
    } else {
      if (format == Format.CSV) {
        out.print(String.join(",", HEAD) + "\n");
      }
      eachBill(
          stay -> {
            out.print((format == Format.CSV ? csv(stay) : bill(stay).toString()) + "\n");
            count[0]++;
          });
    }
    out.flush();
    return count[0];
  }

  /** Work on a connection that reads. */
  private interface Reading {
    void on(Sql sql) throws SQLException;
  }

  private void read(Reading reading) {
    try (Connection connection = database.openToRead()) {
      connection.setAutoCommit(false);
      Sql sql = new Sql(connection);
      reading.on(sql);
      sql.close();
      connection.rollback();
    } catch (SQLException failed) {
      throw new BillingLedgerException("cannot read " + database, failed);
    }
  }

  private static void sessions(Sql sql, Consumer<ObjectNode> consumer) throws SQLException {
    sql.each(row -> apds(sql, row).ifPresent(consumer), "SELECT * FROM session ORDER BY entry, id");
  }

  private static Optional<ObjectNode> apds(Sql sql, ResultSet row) throws SQLException {
    SessionFact fact = SessionBook.fact(row);
    EdgeId edge = EdgeId.ofSource(row.getString("edge"));
    Optional<Stay> bill =
        sql.find(SessionBook::stay, "SELECT * FROM bill WHERE session=?", fact.id());
    return ApdsExport.session(edge, fact, bill);
  }

  private static ObjectNode bill(Stay stay) {
    return Json.MAPPER
        .createObjectNode()
        .put("session", stay.session())
        .put("revision", stay.revision())
        .put("plate", stay.plate())
        .put("site", stay.edge().site())
        .put("edge", stay.edge().edge())
        .put("entry", stay.entry().toString())
        .put("exit", stay.exit().toString())
        .put("stayMillis", stay.stayMillis())
        .put("minutes", stay.minutes())
        .put("fen", stay.fen())
        .put("class", stay.priced().standing())
        .put("tariff", stay.priced().tariff())
        .put("tariffVersion", stay.priced().tariffVersion());
  }

  private static String csv(Stay stay) {
    ObjectNode bill = bill(stay);
    return String.join(",", HEAD.stream().map(field -> cell(bill.get(field).asText())).toList());
  }

  /** A text that a spreadsheet would take for a formula gets an apostrophe before it. */
  private static String cell(String text) {
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
