package io.wugan.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.uplink.Publication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandServiceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private ClockQuality quality = ClockQuality.SYNCED;
  private final TimeOrderedIds ids = new TimeOrderedIds(this::now, new Random(5));
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Runnable> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger done = new AtomicInteger();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private volatile boolean online = true;
  private volatile boolean ledgerWrites = true;
  private SqliteLedger ledger;
  private CommandService service;

  private LotTime now() {
    return new LotTime(NOW, 5_000, "boot-a", quality, OptionalInt.empty());
  }

  @BeforeEach
  void start() {
    ledger = SqliteLedger.open(folder, new EventCodec("s1", "e1"), ids);
    service = service();
    service.start();
  }

  @AfterEach
  void stop() throws Exception {
    blocked.countDown();
    service.close();
    ledger.close();
  }

  private CommandService service() {
    Map<String, CommandHandler> handlers =
        Map.of(
            "count", this::count,
            "useless", this::useless,
            "broken", this::broken,
            "blocks", this::block);
    return new CommandService(
        "s1/e1", CommandGate.open(), ledger.commands(), handlers, List.of(), this::now, this::tell);
  }

  private CommandOutcome count(CloudCommand command) {
    if (!ledgerWrites) {
      throw new LedgerException("the disk is full");
    }
    return CommandOutcome.done("done by " + command.by(), Map.of("n", "" + done.incrementAndGet()));
  }

  private CommandOutcome useless(CloudCommand command) {
    throw new IllegalArgumentException("args.x must be 1 to 3");
  }

  private CommandOutcome broken(CloudCommand command) throws IOException {
    throw new IOException("no such camera");
  }

  private CommandOutcome block(CloudCommand command) throws InterruptedException {
    assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
    return CommandOutcome.done("unblocked");
  }

  private boolean tell(Publication message, Runnable heard) {
    if (!online) {
      return false;
    }
    assertThat(message.topic()).isEqualTo("up/res");
    told.add(new String(message.payload(), StandardCharsets.UTF_8));
    taken.add(heard);
    return true;
  }

  private byte[] command(UUID id, String edge, String type, Instant expires) throws Exception {
    return JSON.writeValueAsBytes(
        JSON.createObjectNode()
            .put("cmdId", id.toString())
            .put("edge", edge)
            .put("type", type)
            .put("exp", expires.toString())
            .put("by", "li.na")
            .set("args", JSON.createObjectNode()));
  }

  private UUID send(String type) throws Exception {
    UUID id = ids.next();
    service.received("dn/cmd", command(id, "s1/e1", type, NOW.plusSeconds(600)));
    return id;
  }

  private List<String> statuses() {
    return told.stream().map(CommandServiceTest::status).toList();
  }

  private static String status(String result) {
    try {
      JsonNode json = JSON.readTree(result);
      return json.get("status").textValue() + " " + json.get("text").textValue();
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private void awaitTold(String... expected) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(statuses()).containsExactly(expected));
  }

  @Test
  void command_isAcceptedAndDone_andARepetitionIsAnsweredFromMemory() throws Exception {
    UUID id = send("count");
    awaitTold("ACCEPTED ", "DONE done by li.na");

    service.received("dn/cmd", command(id, "s1/e1", "count", NOW.plusSeconds(600)));

    awaitTold("ACCEPTED ", "DONE done by li.na", "DONE done by li.na");
    assertThat(done).hasValue(1);
  }

  /** Columns: the board, the type, how long it is good for, quality of the clock, the answer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s1/e2 | count   | PT10M  | SYNCED  | REFUSED it is for another board than s1/e1
          s1/e1 | rm      | PT10M  | SYNCED  | REFUSED this version knows only blocks, broken, count, useless
          s1/e1 | count   | PT-1S  | SYNCED  | EXPIRED it was good until 2026-03-01T07:59:59Z
          s1/e1 | count   | PT-1S  | UNKNOWN | EXPIRED it was good until 2026-03-01T07:59:59Z
          s1/e1 | count   | P8D    | SYNCED  | REFUSED exp is more than 7 days ahead, by the board's clock
          """)
  void command_ofNoUse_isAnsweredAndNotDone(
      String edge, String type, Duration goodFor, ClockQuality known, String answer)
      throws Exception {
    quality = known;

    service.received("dn/cmd", command(ids.next(), edge, type, NOW.plus(goodFor)));

    awaitTold(answer);
    assertThat(done).hasValue(0);
    assertThat(ledger.commands().listUntold(9)).isEmpty();
  }

  @Test
  void command_thatSeemsFarAheadOfAClockThatNobodySet_isDone() throws Exception {
    quality = ClockQuality.UNKNOWN;

    service.received(
        "dn/cmd", command(ids.next(), "s1/e1", "count", NOW.plus(Duration.ofDays(99))));

    awaitTold("ACCEPTED ", "DONE done by li.na");
  }

  @Test
  void command_thatCannotBeDone_saysWhy() throws Exception {
    send("useless");
    awaitTold("ACCEPTED ", "FAILED args.x must be 1 to 3");
    send("broken");

    awaitTold("ACCEPTED ", "FAILED args.x must be 1 to 3", "ACCEPTED ", "FAILED no such camera");
  }

  @Test
  void command_thatTheLedgerDidNotTake_isDoneAtTheNextStart() throws Exception {
    ledgerWrites = false;
    send("count");
    awaitTold("ACCEPTED ");
    service.close();
    ledger.close();
    assertThat(done).hasValue(0);

    ledgerWrites = true;
    start();

    await().atMost(PATIENCE).until(() -> statuses().contains("DONE done by li.na"));
    assertThat(done).hasValue(1);
  }

  @Test
  void result_thatNobodyHeard_isToldOnTheNextConnection_untilABrokerHasIt() throws Exception {
    online = false;
    UUID id = send("count");
    await()
        .atMost(PATIENCE)
        .until(
            () -> ledger.commands().find(id).filter(known -> known.status().isFinal()).isPresent());
    assertThat(told).isEmpty();

    online = true;
    awaitTold("DONE done by li.na");
    service.connected();
    awaitTold("DONE done by li.na", "DONE done by li.na");

    taken.forEach(Runnable::run);
    await().atMost(PATIENCE).until(() -> ledger.commands().listUntold(1).isEmpty());
    service.connected();
    send("count");
    awaitTold("DONE done by li.na", "DONE done by li.na", "ACCEPTED ", "DONE done by li.na");
  }

  @Test
  void whatIsNoCommand_isCounted_andNotAnswered() throws Exception {
    service.received("dn/cmd", "{}".getBytes(StandardCharsets.UTF_8));
    service.received("dn/cmd", new byte[0]);
    service.received("dn/cmd", "\u0000".getBytes(StandardCharsets.UTF_8));
    send("count");

    awaitTold("ACCEPTED ", "DONE done by li.na");
    assertThat(service.refused()).isEqualTo(3);
  }

  @Test
  void moreThanMayWait_isDropped_andTheRestIsDone() throws Exception {
    send("blocks");
    awaitTold("ACCEPTED ");
    for (int i = 0; i < CommandService.QUEUE_LIMIT + 5; i++) {
      send("count");
    }
    assertThat(service.refused()).isEqualTo(5);

    blocked.countDown();

    await().atMost(PATIENCE).until(() -> done.get() == CommandService.QUEUE_LIMIT);
  }
}
