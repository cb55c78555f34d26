package io.wugan.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.sync.ledger.OutboxCounts;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/**
 * The uplink's engine against a network that loses, doubles and reorders, by hand and by seed,
 * without threads or clocks. To see a failure again, set the seed that jqwik prints.
 */
class UplinkSimulationTest {

  private static final int RECORDS = 40;
  private static final int MOST_STEPS = 20_000;

  private long nanos;

  @Property(tries = 10)
  void everyRecord_reachesTheCloudOnce_andIsAcknowledged(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 0.4) double loss) throws Exception {
    Path directory = Files.createTempDirectory("simulation");
    try {
      simulate(directory, new Random(seed), loss);
    } finally {
      delete(directory);
    }
  }

  private void simulate(Path directory, Random random, double loss) throws Exception {
    Samples samples = new Samples(7);
    ScriptedBroker broker = new ScriptedBroker(random, loss);
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, RECORDS / 2, -100_000);
      UplinkEngine engine =
          new UplinkEngine(
              ledger.outbox(),
              UplinkSettings.of(Samples.SITE, Samples.EDGE, "0.1")
                  .withLimits(new UplinkLimits(5, 48 * 1024, 6, 20)),
              Samples.clockAt(0),
              () -> nanos,
              random,
              new SideMessages());
      int captured = RECORDS / 2;
      boolean connected = false;
      long ackedBefore = 0;
      for (int step = 0; step < MOST_STEPS; step++) {
        if (!connected) {
          broker.reconnect();
          engine.connected(broker, new Publication("s01/e01/up/st", new byte[] {'1'}, true));
          connected = true;
        }
        if (captured < RECORDS && random.nextInt(10) == 0) {
          samples.fill(ledger, captured, 1, 0);
          captured++;
        }
        connected = turn(engine, broker, random, loss);
        nanos += Duration.ofMillis(random.nextInt(2000)).toNanos();

        OutboxCounts counts = ledger.outbox().counts();
        assertThat(counts.ackedSeq())
            .as("what is acknowledged stays so")
            .isGreaterThanOrEqualTo(ackedBefore);
        ackedBefore = counts.ackedSeq();
        assertThat(broker.ledger().keySet())
            .as("acknowledged means: the cloud has it")
            .containsAll(rangeTo(counts.ackedSeq()));
        if (captured == RECORDS && counts.pending() == 0) {
          break;
        }
      }
      assertThat(ledger.outbox().counts()).isEqualTo(new OutboxCounts(RECORDS, RECORDS, 0, 0));
      assertThat(broker.committed()).isEqualTo(RECORDS);
      assertThat(broker.ledger()).hasSize(RECORDS);
    }
  }

  private static List<Long> rangeTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** One moment; false if the connection is lost in it. */
  private static boolean turn(
      UplinkEngine engine, ScriptedBroker broker, Random random, double loss)
      throws InterruptedException {
    try {
      engine.step();
      for (int i = random.nextInt(4); i > 0; i--) {
        broker.deliverOne().ifPresent(engine::published);
      }
      if (random.nextBoolean()) {
        var ack = broker.nextAck();
        if (ack.isPresent()) {
          engine.received(ack.get());
        }
      }
      if (random.nextDouble() < loss / 10) {
        throw new TransportException("lost by the script");
      }
      return true;
    } catch (TransportException lost) {
      engine.disconnected();
      return false;
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
