package io.wugan.lab.billing;

import static io.wugan.lab.billing.EventFixture.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every rule of the ledger once more, with a real PostgreSQL. */
class PostgresLedgerTest extends BillingLedgerTest {
  private final PostgresPlace place = new PostgresPlace();

  @BeforeAll
  static void needsPostgres() {
    PostgresPlace.assumeInstalled();
  }

  @Override
  BillingDatabase database() throws Exception {
    return place.database();
  }

  @Override
  void execute(String sql) throws Exception {
    place.execute(sql);
  }

  @Test
  void secondBackEnd_isKeptOut() throws Exception {
    BillingDatabase same = database();

    assertThatThrownBy(() -> BillingLedger.open(same, TariffBook.of(Tariff.EXAMPLE), Duration.ZERO))
        .isInstanceOf(BillingLedgerException.class)
        .hasMessageContaining("another back end writes to this database")
        .hasMessageNotContaining(PostgresCluster.PASSWORD);
  }

  @Test
  void wrongPassword_isToldWithoutIt() throws Exception {
    BillingDatabase wrong = BillingDatabase.of(place.url(), "guessed-wrongly");

    assertThatThrownBy(
            () -> BillingLedger.open(wrong, TariffBook.of(Tariff.EXAMPLE), Duration.ZERO))
        .isInstanceOf(BillingLedgerException.class)
        .hasMessageContaining("password authentication failed")
        .hasMessageNotContaining("guessed-wrongly");
  }

  @Test
  void serverThatWasLostInBetween_failsTheTransaction_andNothingIsAnswered() throws Exception {
    take(entry(1, 1));
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name='wugan-billing'");

    ObjectNode next = entry(2, 2);
    assertThatThrownBy(() -> take(next)).isInstanceOf(BillingLedgerException.class);

    reopen();
    assertThat(take(next)).hasSize(1);
    assertThat(ledger.state(EventFixture.STREAM, true).upto()).isEqualTo(2);
  }

  @Test
  void command_findsThePasswordInItsFile_andExports() throws Exception {
    take(entry(1, 1), EventFixture.exit(2, 1, Duration.ofHours(1)));
    BillingDatabase known = database();
    Path password = data.resolve("password");
    Files.writeString(password, PostgresCluster.PASSWORD + "\n");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        new CommandLine(new BillingCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));

    int exported = command.execute("export", "--database=" + known, "--password-file=" + password);
    int reported =
        command.execute("--database=" + known, "--password-file=" + password, "--report");

    assertThat(exported).as(err.toString()).isZero();
    assertThat(reported).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(",浙A00001,lot1,e1,")
        .contains("1 stays billed, 300 fen in all")
        .doesNotContain(PostgresCluster.PASSWORD);
  }
}
