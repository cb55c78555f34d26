package io.wugan.lab.billing;

import static io.wugan.lab.billing.EventFixture.EDGE;
import static io.wugan.lab.billing.EventFixture.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.lab.billing.Question.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in a database, opened for each test. */
abstract class LedgerFixture {
  static final long WINDOW_MILLIS = 60_000;

  @TempDir Path data;
  BillingLedger ledger;
  long nowMillis = 1_000_000;

  /** Where the ledger under test lies. */
  BillingDatabase database() throws Exception {
    return BillingDatabase.inFolder(data);
  }

  /** Changes the database behind the ledger's back. */
  void execute(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve(BillingDatabase.FILE));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @BeforeEach
  void open() throws Exception {
    ledger =
        BillingLedger.open(
            database(), TariffBook.of(Tariff.EXAMPLE), Duration.ofMillis(WINDOW_MILLIS));
  }

  void reopen() throws Exception {
    ledger.close();
    open();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  final List<Answer> take(ObjectNode... events) {
    EventReader reader = new EventReader(1 << 20);
    return ledger.take(reader.read(EDGE, message(Arrays.asList(events))), nowMillis);
  }

  final BackendReport report() {
    try {
      return BackendReport.read(database());
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  final List<Stay> bills() {
    return report().stays();
  }

  final List<Kind> questions() {
    return report().questions().stream().map(Question::kind).toList();
  }
}
