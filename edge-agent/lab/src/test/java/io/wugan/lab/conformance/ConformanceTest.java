package io.wugan.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.lab.billing.BackendSettings;
import io.wugan.lab.billing.BillingBackend;
import io.wugan.lab.billing.BillingDatabase;
import io.wugan.lab.billing.LedgerExport;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.broker.EmbeddedBroker;
import io.wugan.lab.broker.MosquittoBroker;
import io.wugan.lab.conformance.SmallConsumer.Mistake;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules pass on consumers that keep them, and find each mistake of those that do not. */
@Execution(ExecutionMode.CONCURRENT)
class ConformanceTest {
  // A quarter of it must be more than a busy machine takes from one event to the next.
  private static final Duration REFERENCE_WINDOW = Duration.ofSeconds(4);

  private static EmbeddedBroker broker;

  @TempDir Path data;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.startInMemory();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static ConformanceSettings settings(
      Broker at, String root, Duration window, Duration ackLimit) {
    return new ConformanceSettings(
        at.url(),
        root,
        // The name of the connection goes by the site, and tests run side by side.
        root,
        window,
        Duration.ofSeconds(3),
        ackLimit);
  }

  @Test
  void referenceBackEnd_keepsEveryRule() throws Exception {
    BackendSettings backend =
        BackendSettings.of(broker.url(), data)
            .withRoot("reference")
            .withClientId("reference")
            .withReorderWindow(REFERENCE_WINDOW);
    try (BillingBackend running = BillingBackend.start(backend, stay -> {})) {
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(running::isConnected);

      List<RuleResult> results =
          new ConformanceSuite(
                  settings(broker, "reference", REFERENCE_WINDOW, Duration.ofSeconds(10)))
              .run(Optional.of(this::exported));

      assertThat(results)
          .allSatisfy(result -> assertThat(result.pass()).as(result.toString()).isTrue());
      assertThat(results).hasSizeGreaterThan(25);
    }
  }

  private List<String> exported() {
    List<String> lines = new ArrayList<>();
    new LedgerExport(BillingDatabase.inFolder(data))
        .eachBill(
            stay ->
                lines.add(
                    "{\"session\":\"%s\",\"stayMillis\":%d}"
                        .formatted(stay.session(), stay.stayMillis())));
    return lines;
  }

  @ParameterizedTest
  @CsvSource({
    "NONE,                          ''",
    "ACKNOWLEDGES_PAST_GAPS,        only-what-was-sent",
    "ACKNOWLEDGES_WHAT_NEVER_CAME,  only-what-was-sent",
    "NEVER_ASKS_FOR_GAPS,           gap",
    "ASKS_FOR_GAPS_AT_ONCE,         gap-patience",
    "KEEPS_SILENT_ON_REPETITIONS,   repeated",
    "BILLS_EVERY_DELIVERY,          bills",
    "BILLS_OPEN_SESSIONS,           bills",
    "BILLS_UNDER_REVIEW,            bills",
    "BILLS_THE_LAST_ARRIVAL,        bills",
    "FORGETS_EVERY_TENTH_STAY,      bills",
    "REFUSES_UNKNOWN_FIELDS,        unknown-fields",
    "TAKES_UNKNOWN_TYPES,           unknown-type",
    "TAKES_INVALID_EVENTS,          invalid",
    "REFUSES_THE_WHOLE_MESSAGE,     invalid",
    "DIES_OF_RUBBISH,               rubbish",
    "IGNORES_BIRTHS,                birth",
    "REFUSES_KNOWN_IDS,             same-id-new-epoch",
    "MIXES_EPOCHS,                  new-epoch",
    "IGNORES_DIGESTS,               digest-missing",
    "USES_QOS_0,                    only-what-was-sent",
    "IS_SLOW,                       ack",
    "DROPS_LARGE_MESSAGES,          message-48k",
    "TAKES_TEN_EVENTS_A_MESSAGE,    batch-50",
  })
  void eachMistake_isFoundByItsRule(Mistake mistake, String rule) throws Exception {
    List<String> failed = failedRules(broker, mistake);
    if (rule.isEmpty()) {
      assertThat(failed).isEmpty();
    } else {
      assertThat(failed).as(mistake.name().toLowerCase(Locale.ROOT)).contains(rule);
    }
  }

  private static List<String> failedRules(Broker at, Mistake mistake) throws Exception {
    String root = "m" + mistake.ordinal();
    try (SmallConsumer consumer = new SmallConsumer(at.url(), root, mistake)) {
      return new ConformanceSuite(
              settings(
                  at, root, Duration.ofMillis(SmallConsumer.WINDOW_MILLIS), Duration.ofSeconds(3)))
          .run(Optional.of(() -> bills(consumer))).stream()
              .filter(result -> !result.pass())
              .map(RuleResult::rule)
              .toList();
    }
  }

  @Test
  void retainedAcknowledgements_areFound_whereTheBrokerTellsThem() throws Exception {
    // Moquette does not mark what it kept, so this one needs Mosquitto.
    Assumptions.assumeTrue(
        MosquittoBroker.isInstalled(),
        "mosquitto is not installed here (Debian: apt-get install mosquitto): not tried");
    try (MosquittoBroker mosquitto = MosquittoBroker.startIn(data)) {
      assertThat(failedRules(mosquitto, Mistake.RETAINS_ACKNOWLEDGEMENTS))
          .containsExactly("not-retained");
      assertThat(failedRules(mosquitto, Mistake.NONE)).isEmpty();
    }
  }

  private static List<String> bills(SmallConsumer consumer) {
    try {
      return consumer.bills();
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }
}
