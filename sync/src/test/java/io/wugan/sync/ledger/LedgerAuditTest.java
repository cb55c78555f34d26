package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.testing.Samples;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule holds for what the agent writes, and each is seen to break. */
class LedgerAuditTest {

  private static final Instant NOW = Samples.START.plusSeconds(864_000);

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void fill() {
    file = directory.resolve(LedgerFolder.DATABASE);
    Samples samples = new Samples(3);
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 12, 0);
      for (int i = 0; i < 4; i++) {
        ledger.submit(samples.exit(Samples.plateNo(i), 60_000)).join();
      }
      // 2 to 5 are acknowledged one by one and deleted after their days: a hole that is in order.
      CloudAck ack =
          new CloudAck(ledger.epoch().toString(), 0, List.of(2L, 3L, 5L), List.of(), List.of());
      ledger.outbox().apply(ack, Samples.START).join();
      assertThat(ledger.outbox().purgeAcked(Samples.START.plusMillis(1), 2).join()).isEqualTo(2);
      assertThat(ledger.outbox().purgeAcked(Samples.START.plusMillis(1), 9).join()).isEqualTo(1);
    }
  }

  @Test
  void ledgerAsWritten_holdsEveryRule_andSaysWhatItLookedAt() {
    List<AuditLine> lines = audit();

    assertThat(lines).noneMatch(line -> line.verdict() == AuditLine.Verdict.BROKEN);
    assertThat(lines)
        .extracting(AuditLine::rule)
        .contains("I1", "I2", "I3", "I4", "I5", "I6", "I7");
    assertThat(lines.get(0).rows()).isEqualTo(13);
  }

  @Test
  void besideARunningAgent_isReadAsOneState() {
    Samples samples = new Samples(4);
    try (SqliteLedger ledger = samples.open(directory)) {
      ledger.submit(samples.entry("浙A77777", 90_000)).join();

      assertThat(audit()).noneMatch(line -> line.verdict() == AuditLine.Verdict.BROKEN);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I1 | DELETE FROM outbox WHERE seq = 9",
        "I1 | DELETE FROM outbox WHERE seq = 4",
        "I1 | UPDATE head SET purged_settled_ms = 99999999999999",
        "I1 | UPDATE outbox SET state = 2 WHERE seq = 7",
        "I2 | UPDATE outbox SET event_id = 'other' WHERE seq = 7",
        "I2 | UPDATE outbox SET type = 'parking.exit.v1' WHERE seq = 7",
        "I2 | UPDATE head SET epoch = '019ca869-0000-7000-8000-00000000ffff'",
        "I3 | UPDATE head SET last_seq = 17",
        "I3 | DELETE FROM outbox WHERE seq = 16",
        "I4 | UPDATE session SET plate = '浙A00009' WHERE plate = '浙A00008'",
        "I5 | UPDATE session SET exit_mono_ms = 1 WHERE state = 'CLOSED'",
        "I5 | UPDATE session SET close_reason = NULL WHERE state = 'CLOSED'",
        "I6 | UPDATE outbox SET payload = CAST(replace(CAST(payload AS TEXT), '0.9', '0.8') AS BLOB)",
        "I6 | UPDATE head SET occupancy = occupancy + 1",
        "I6 | DELETE FROM passage WHERE rowid = 5",
      })
  void whatContradictsARule_isFound(String rule, String damage) throws Exception {
    change(damage);

    assertThat(audit())
        .filteredOn(line -> line.verdict() == AuditLine.Verdict.BROKEN)
        .extracting(AuditLine::rule)
        .contains(rule);
  }

  @Test
  void openStaysOfOnePlate_thatAPersonIsToldOf_areAllowed() throws Exception {
    change("UPDATE session SET plate = '浙A00009', review = 1 WHERE plate = '浙A00008'");

    assertThat(audit()).noneMatch(line -> line.verdict() == AuditLine.Verdict.BROKEN);
  }

  @Test
  void pictureWithoutItsFile_isAFault_unlessItWasGivenUp() throws Exception {
    change(
        "INSERT INTO evidence_picture (sha256, class, bytes, since_ns, value)"
            + " VALUES (x'"
            + "ab".repeat(32)
            + "', 1, 9, 0, 1)");
    assertThat(pictures(false).faultCount()).isEqualTo(1);
    assertThat(pictures(true).verdict()).isEqualTo(AuditLine.Verdict.HOLDS);

    change("UPDATE evidence_picture SET gone_ns = 5, gone_why = 'AGE'");
    assertThat(pictures(false).verdict()).isEqualTo(AuditLine.Verdict.HOLDS);
  }

  private AuditLine pictures(boolean there) {
    return new LedgerAudit(file, false, Optional.of(sha256 -> there), NOW)
        .run().stream()
            .filter(line -> line.what().startsWith("pictures"))
            .findFirst()
            .orElseThrow();
  }

  private List<AuditLine> audit() {
    return new LedgerAudit(file, true, Optional.empty(), NOW).run();
  }

  private void change(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(file))) {
      Sql.execute(connection, sql);
    }
  }
}
