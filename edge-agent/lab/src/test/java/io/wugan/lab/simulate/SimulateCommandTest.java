package io.wugan.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.lab.billing.BackendSettings;
import io.wugan.lab.billing.BillingBackend;
import io.wugan.lab.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Virtual lots against a real broker, the reference back end and its database. */
class SimulateCommandTest {
  private static EmbeddedBroker broker;

  @TempDir Path data;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.startInMemory();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private int run(String... words) {
    return new CommandLine(new SimulateCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  private BillingBackend startBackend(String root) {
    BillingBackend backend =
        BillingBackend.start(
            BackendSettings.of(broker.url(), data)
                .withRoot(root)
                .withClientId("billing-" + root)
                .withReorderWindow(Duration.ofMinutes(10)),
            stay -> {});
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(backend::isConnected);
    return backend;
  }

  private String check() {
    return "--check=jdbc:sqlite:" + data.resolve("billing.db");
  }

  @Test
  void everyStay_isBilledOnce_atItsPrice() throws Exception {
    try (BillingBackend backend = startBackend("a")) {
      int status =
          run(
              "--broker=" + broker.url(),
              "--root=a",
              "--lots=5",
              "--vehicles-per-day=60",
              "--seed=7",
              "--connections=2",
              "--resend=PT2S",
              "--format=jsonl",
              check());

      assertThat(status).as(out + " " + err).isZero();
      assertThat(backend.isConnected()).isTrue();

      // The same events once more change nothing; a price that the bills do not have is found.
      StringWriter again = new StringWriter();
      int found =
          new CommandLine(new SimulateCommand())
              .setOut(new PrintWriter(again, true))
              .execute(
                  "--broker=" + broker.url(),
                  "--root=a",
                  "--lots=1",
                  "--vehicles-per-day=60",
                  "--seed=7",
                  "--fen-per-unit=301",
                  check());
      assertThat(found).isEqualTo(3);
      assertThat(again.toString())
          .containsPattern("lost +0")
          .containsPattern("billedTwice +0")
          .containsPattern("notBilled +0")
          .containsPattern("billedAtAnotherPrice +[1-9]");
    }
    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertThat(figures.get("events").asLong()).isGreaterThan(5 * 60 * 2 * 9 / 10);
    assertThat(figures.get("acknowledged")).isEqualTo(figures.get("events"));
    assertThat(figures.get("staysBilled").asLong()).isGreaterThan(5 * 60 * 8 / 10);
    assertThat(figures.get("fenBilled").asLong()).isPositive();
    assertThat(figures.get("lost").asLong()).isZero();
  }

  @Test
  void withoutABackEnd_everythingIsLost_andTold() {
    int status =
        run(
            "--broker=" + broker.url(),
            "--root=nobody",
            "--lots=1",
            "--vehicles-per-day=10",
            "--patience=PT2S");

    assertThat(status).isEqualTo(3);
    assertThat(out.toString()).containsPattern("lost +[1-9]").containsPattern("holds +false");
  }

  @Test
  void nonsense_isWrongUse() {
    assertThat(run("--lots=0")).isEqualTo(2);
    assertThat(err.toString()).contains("lots are 1 to 5000, not 0");
    assertThat(run("--speed=-1")).isEqualTo(2);
    assertThat(run("--format=xml")).isEqualTo(2);
    assertThat(err.toString()).contains("--format is text or jsonl, not 'xml'");
  }
}
