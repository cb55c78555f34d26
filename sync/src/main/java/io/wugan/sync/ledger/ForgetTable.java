package io.wugan.sync.ledger;

import io.wugan.sync.contract.PlateScrubber;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes one plate out of rows that stay, and notes who asked; each method within a transaction of
 * its caller. Confined to the ledger's thread.
 */
final class ForgetTable {

  private final Statements statements;
  private final String plate;

  ForgetTable(Statements statements, String plate) {
    this.statements = statements;
    this.plate = plate;
  }

  /**
   * A record that is acknowledged.
   *
   * @param seq its number
   * @param ofVehicle whether it tells of the plate's vehicle
   */
  record Named(long seq, boolean ofVehicle) {}

  /** Takes the plate out of records that are still acknowledged; how many. */
  int records(List<Named> records) throws SQLException {
    int done = 0;
    for (Named record : records) {
      PreparedStatement query = statements.of(ForgetSql.PAYLOAD);
      query.setLong(1, record.seq());
      Optional<byte[]> payload;
      try (ResultSet row = query.executeQuery()) {
        payload = row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
      Optional<byte[]> without =
          payload.flatMap(bytes -> PlateScrubber.scrub(bytes, plate, record.ofVehicle()));
      if (without.isPresent()) {
        PreparedStatement update = statements.of(ForgetSql.SET_PAYLOAD);
        update.setBytes(1, without.get());
        update.setLong(2, OutboxTable.checksum(without.get()));
        update.setLong(3, record.seq());
        done += update.executeUpdate();
      }
    }
    return done;
  }

  /** Takes the plate out of passages of other vehicles; how many. */
  int passages(List<String> ids) throws SQLException {
    int done = 0;
    for (String id : ids) {
      PreparedStatement query = statements.of(ForgetSql.BODY);
      query.setString(1, id);
      byte[] body = {};
      @Nullable String also = null;
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          continue;
        }
        body = row.getBytes(1);
        also = row.getString(2);
      }
      PreparedStatement update = statements.of(ForgetSql.SET_BODY);
      update.setBytes(
          1, PlateScrubber.scrub(body, plate, false).orElse("{}".getBytes(StandardCharsets.UTF_8)));
      update.setString(2, also == null ? null : without(also));
      update.setString(3, plate);
      update.setString(4, id);
      done += update.executeUpdate();
    }
    return done;
  }

  private String without(String alsoRead) {
    return Arrays.stream(alsoRead.split(" ", -1))
        .filter(text -> !text.contains(plate))
        .collect(Collectors.joining(" "));
  }

  /** Takes the plate out of the audit, but for stays that stay; how many lines. */
  int audit(Collection<String> keptStays) throws SQLException {
    PreparedStatement corrections = statements.of(ForgetSql.CORRECTIONS);
    corrections.setString(1, plate);
    corrections.setString(2, RowDeleter.json(keptStays));
    int done = corrections.executeUpdate();
    for (String sql : List.of(ForgetSql.HOLDS, ForgetSql.COMMANDS)) {
      PreparedStatement update = statements.of(sql);
      update.setString(1, plate);
      done += update.executeUpdate();
    }
    return done;
  }

  /** Takes the plate off the list; how many entries. */
  int listed() throws SQLException {
    PreparedStatement delete = statements.of(ForgetSql.DELETE_LISTED);
    delete.setString(1, plate);
    int deleted = delete.executeUpdate();
    if (deleted > 0) {
      statements.of(RetentionSql.COUNT_LISTED).executeUpdate();
    }
    return deleted;
  }

  /** A line of the audit for each stay or passage; one without any where there are none. */
  void note(ForgetRequest request, Collection<String> subjects, Instant now) throws SQLException {
    if (subjects.isEmpty()) {
      note(request, request.id(), null, now);
    }
    for (String subject : subjects) {
      String name = request.id() + " " + subject;
      note(request, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), subject, now);
    }
  }

  private void note(ForgetRequest request, UUID id, @Nullable String subject, Instant now)
      throws SQLException {
    PreparedStatement note = statements.of(ForgetSql.NOTE);
    note.setString(1, id.toString());
    note.setLong(2, TimeColumns.nanos(now));
    note.setString(3, request.by());
    note.setString(4, request.reason());
    note.setString(5, subject);
    note.executeUpdate();
  }
}
