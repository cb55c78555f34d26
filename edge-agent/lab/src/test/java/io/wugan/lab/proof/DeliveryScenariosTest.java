package io.wugan.lab.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.time.LotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.lab.billing.EdgeId;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.broker.EmbeddedBroker;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scenarios about what is written and what reaches the cloud, by their numbers: lanes, ledger,
 * uplink, brokers and back end are the real ones. The board's clock is virtual; the waits of the
 * uplink are not, and are shortened instead.
 */
class DeliveryScenariosTest {

  private static Broker boards;
  private static Broker clouds;

  @TempDir Path folder;

  @BeforeAll
  static void startBrokers() {
    boards = EmbeddedBroker.startInMemory();
    clouds = EmbeddedBroker.startInMemory();
  }

  @AfterAll
  static void stopBrokers() {
    boards.close();
    clouds.close();
  }

  /**
   * Columns: what happens (see {@link DeliveryScript}); after how many seconds the board sends
   * again what nobody acknowledged, and the cloud asks for what it misses; what the cloud has; how
   * often records came by ({@code *}: that goes by the machine's speed); the board's records;
   * vehicles inside. In the end both ledgers agree, and what came twice was the same twice.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          A28 killed, then told again | in 08:00 浙A12345; acked; kill COMMIT out 09:20 浙A12345; out 09:30 浙A12345 | 600/600 | 1 entry s1 08:00 evt; 2 exit s1 exact 09:30 evt; 1 billed | each once | acked 1-2 | 0
          A28 killed, but written     | in 08:00 浙A12345; acked; kill after COMMIT out 09:20 浙A12345 | 600/600 | 1 entry s1 08:00 evt; 2 exit s1 exact 09:20 bkl; 1 billed | each once | acked 1-2 | 0
          A29 offline for 6 h         | in 08:00 浙A12345; acked; line down; out 09:20 浙A12345; shows X1 浙A12345/停车1小时20分/请离场后付费; wait 6h; line up | 600/600 | 1 entry s1 08:00 evt; 2 exit s1 exact 09:20 bkl; 1 billed | each once | acked 1-2 | 0
          A30 two cuts in the replay  | line down; traffic 150 from 08:00 for 20min; wait 10min; lose acks; line up; cut after 15; keep acks; line up; cut after 155; line up | 600/600 | 1-300: 150 entry, 150 exit exact; 150 billed | some again | acked 1-300 | 0
          A31 150 lost on the way     | lose 150; traffic 100 from 08:00 for 15min | 600/5 | 1-200: 100 entry, 100 exit exact; 100 billed | again: 150 | acked 1-200 | 0
          A31 all but 150             | lose acks; traffic 100 from 08:00 for 15min; arrive 200; sent; say upto=99 also=100-149,151-199 missing=150; acked 1-149,151-199; repeat 1; say upto=200 | 600/600 | 1-200: 100 entry, 100 exit exact; 100 billed | again: 150 | acked 1-200 | 0
          A31 150 once had, asked for | traffic 100 from 08:00 for 15min; acked; wait 3h; say missing=150; repeat 1 | 600/600 | 1-200: 100 entry, 100 exit exact; 100 billed | again: 150 | acked 1-200 | 0
          A31 acknowledgements lost   | lose acks; traffic 10 from 08:00 for 5min; repeat 20; keep acks | 1/600 | 1-20: 10 entry, 10 exit exact; 10 billed | some again | acked 1-20 | 0
          A43 ten minutes of the hour | traffic 70 from 08:00 for 10min | 600/600 | 1-140: 70 entry, 70 exit exact; 70 billed | each once | acked 1-140 | 0
          A43 420, cloud away 20 min  | traffic 420 from 08:00 for 60min cloudless 20-40 | 600/1 | 1-840: 420 entry, 420 exit exact; 420 billed | * | acked 1-840 | 0
          """)
  void scenario(
      String name,
      String events,
      String waits,
      String cloud,
      String road,
      String outbox,
      long inside)
      throws Exception {
    try (DeliveryScript script = new DeliveryScript(folder, boards, clouds, waits)) {
      script.play(events);

      DeliveryTelling told = script.lot().told();
      assertThat(told.cloud()).isEqualTo(cloud);
      if (!road.equals("*")) {
        assertThat(told.road()).isEqualTo(road);
      }
      assertThat(told.outbox()).isEqualTo(outbox);
      assertThat(told.listAltered()).isEmpty();
      assertThat(script.lot().board().ledger().occupancy()).isEqualTo(inside);
      assertThat(script.lot().board().mostUnacknowledged())
          .isLessThanOrEqualTo(ScriptedBoard.MOST_UNACKNOWLEDGED);
      script.lot().assertBothLedgersAgree();
    }
  }

  /**
   * A process that writes the exit of the car that is inside is ended by SIGKILL when it comes to
   * the statement, or has come past it. Columns: the statement, what is found at the next start,
   * and what stands there after the car was told again where its exit is absent.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          A28 before the transaction   | BEGIN IMMEDIATE     | absent
          A28 before the savepoint     | SAVEPOINT work      | absent
          A28 before it is decided     | SELECT epoch        | absent
          A28 before the passage       | INSERT INTO passage | absent
          A28 before the session       | UPDATE session      | absent
          A28 before the record        | INSERT INTO outbox  | absent
          A28 before the numbers       | UPDATE head         | absent
          A28 before the release       | RELEASE work        | absent
          A28 before the commit        | COMMIT              | absent
          A28 before the answer        | after COMMIT        | present
          A28 after the answer         | the answer          | present
          """)
  void exit_killedInTheMiddle_isWholeOrAbsent(String name, String step, String exit)
      throws Exception {
    EdgeId edge = new EdgeId("proof", "e1");
    Duration out = Duration.ofMinutes(9 * 60 + 20);
    try (ScriptedBoard board = board(edge, Duration.ofHours(7), 1)) {
      board.pass("E1", "浙A12345", Duration.ofHours(8));
    }

    KilledExit.writeAndDie(edge, folder, step, "浙A12345", ScriptedBoard.MIDNIGHT.plus(out));

    try (ScriptedBoard board = board(edge, out.plusMinutes(7), 2)) {
      if (exit.equals("absent")) {
        assertThat(DeliveryTelling.ledger(folder))
            .isEqualTo("浙A12345 OPEN; 1 passages, seq 1 of 1, 1 inside");
        board.pass("X1", "浙A12345", out.plusMinutes(10));
      }
      String minutes = exit.equals("absent") ? "90" : "80";
      assertThat(DeliveryTelling.ledger(folder))
          .isEqualTo("浙A12345 " + minutes + "min EXIT_MATCHED; 2 passages, seq 1-2 of 2, 0 inside");
    }
  }

  /**
   * A28, the power's side of it: of the log that holds the exit only the first bytes reached the
   * disk, up to every 512th; what should have followed is missing or zero.
   */
  @Test
  void exit_logCutByAPowerFailure_isWholeOrAbsent() throws Exception {
    EdgeId edge = new EdgeId("proof", "e1");
    String absent = "浙A12345 OPEN; 1 passages, seq 1 of 1, 1 inside";
    String present = "浙A12345 80min EXIT_MATCHED; 2 passages, seq 1-2 of 2, 0 inside";
    byte[] database;
    byte[] log;
    try (ScriptedBoard board = board(edge, Duration.ofHours(7), 1)) {
      board.pass("E1", "浙A12345", Duration.ofHours(8));
    }
    try (ScriptedBoard board = board(edge, Duration.ofHours(9), 2)) {
      database = Files.readAllBytes(folder.resolve("ledger.db"));
      board.pass("X1", "浙A12345", Duration.ofMinutes(9 * 60 + 20));
      log = Files.readAllBytes(folder.resolve("ledger.db-wal"));
    }

    LotClock clock = new VirtualLotClock(ScriptedBoard.MIDNIGHT, "boot-3");
    Random random = new Random(3);
    List<String> found = new ArrayList<>();
    for (int bytes = 0; bytes < log.length + 512; bytes += 512) {
      byte[] written = Arrays.copyOf(log, Math.min(bytes, log.length));
      boolean zeros = bytes / 512 % 2 == 1;
      Path cut = Files.createDirectory(folder.resolve("cut-" + bytes));
      Files.write(cut.resolve("ledger.db"), database);
      Files.write(
          cut.resolve("ledger.db-wal"), zeros ? Arrays.copyOf(written, log.length) : written);
      SqliteLedger.open(
              cut, new EventCodec(edge.site(), edge.edge()), new TimeOrderedIds(clock, random))
          .close();
      found.add(DeliveryTelling.ledger(cut));
    }

    assertThat(found).contains(absent, present).containsOnly(absent, present);
    assertThat(found).isSortedAccordingTo(Comparator.comparing(present::equals));
  }

  /**
   * The same recorded video, first as fast as the machine can, then otherwise; the lines of both
   * replays are the same, byte for byte. Columns: lanes, options, threads that keep the machine
   * busy, the records.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          A42 one lane, at a pace      | entry      | --speed 3 | 0 | entry, entry
          A42 two lanes, machine busy  | entry exit | --speed 0 | 2 | entry, exit none, review, exit exact, entry, exit none, review
          """)
  void replay_anotherTime_givesTheSameBytes(
      String name, String lanes, String options, int busy, String records) throws Exception {
    RecordedVideo video = RecordedVideo.in(folder);
    List<String> played = List.of(lanes.split(" "));

    String first = video.replay(played, List.of(), 0);
    String second = video.replay(played, List.of(options.split(" ")), busy);

    assertThat(second).isEqualTo(first);
    if (!RecordedVideo.WHOLE) {
      assertThat(RecordedVideo.records(first)).isEqualTo(records);
    }
  }

  private ScriptedBoard board(EdgeId edge, Duration bootedAt, int boot) throws Exception {
    return new ScriptedBoard(edge, folder, bootedAt, boot, Optional.empty());
  }
}
