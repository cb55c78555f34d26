package io.wugan.lab.proof.sister;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Session;
import io.wugan.lab.proof.LedgerReader;
import io.wugan.lab.proof.ProofException;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.RecordQuery;
import io.wugan.sync.ledger.SessionQuery;
import io.wugan.sync.ledger.StoredRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the boards' ledgers while the boards write them. Stateless. */
final class LotBooks {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ALERT = "parking.alert.v1";

  private LotBooks() {}

  /** Stays that began at this moment or later, by the keeper's ledger. */
  static List<Kept> stays(Board keeper, Instant since) {
    List<Kept> stays = new ArrayList<>();
    try (LedgerView view = LedgerView.open(folder(keeper))) {
      view.scanSessions(
          new SessionQuery(Set.of(), Optional.of(since), Optional.empty()),
          session -> stays.add(kept(session)));
    }
    return stays;
  }

  private static Kept kept(Session session) {
    return new Kept(
        session.id().toString(),
        session.plate().map(PlateNumber::text).orElse(""),
        session.state().name(),
        session.exit().map(exit -> exit.passageId().toString()),
        session.stay());
  }

  /** Passages in a board's ledger; 0 while it has none. */
  static long passages(Board board) {
    return count(board, "SELECT count(*) FROM passage");
  }

  /** Passages that a gate has not got rid of; 0 while it has no ledger. */
  static long waiting(Board gate) {
    return count(gate, "SELECT count(*) FROM handover");
  }

  private static long count(Board board, String sql) {
    if (!Files.isRegularFile(board.ledger())) {
      return 0;
    }
    try (LedgerReader reader = LedgerReader.open(board.ledger())) {
      return reader.list(row -> row.getLong(1), sql).get(0);
    }
  }

  /** When the passages with this plate crossed, by the board's clock. */
  static List<Instant> crossings(Board board, String plate) {
    try (LedgerReader reader = LedgerReader.open(board.ledger())) {
      return reader.list(
          row -> Instant.ofEpochSecond(0, row.getLong(1)),
          "SELECT utc_ns FROM passage WHERE plate=? ORDER BY utc_ns",
          plate);
    }
  }

  /** Alarms that a board has told from this moment on, by its clock. */
  static List<Alarm> alarms(Board board, Instant since) {
    List<Alarm> alarms = new ArrayList<>();
    RecordQuery query =
        new RecordQuery(
            Set.of(),
            Set.of(ALERT),
            Optional.of(since),
            Optional.empty(),
            Optional.empty(),
            1,
            Long.MAX_VALUE);
    try (LedgerView view = LedgerView.open(folder(board))) {
      view.scanRecords(query, false, record -> alarms.add(alarm(board.place(), record)));
    }
    return alarms;
  }

  private static Alarm alarm(Place board, StoredRecord record) {
    try {
      JsonNode alert = MAPPER.readTree(record.payload()).path("data").path("alert");
      return new Alarm(
          board,
          alert.path("kind").asText(),
          alert.path("device").asText(alert.path("lane").asText()),
          alert.path("state").asText().equals("RAISED"),
          Instant.parse(alert.path("at").path("utc").asText()));
    } catch (IOException malformed) {
      throw new ProofException("record " + record.id() + " of " + board + " is no JSON", malformed);
    }
  }

  private static Path folder(Board board) {
    Path folder = board.ledger().getParent();
    if (folder == null) {
      throw new IllegalStateException("a ledger lies in a folder");
    }
    return folder;
  }
}
