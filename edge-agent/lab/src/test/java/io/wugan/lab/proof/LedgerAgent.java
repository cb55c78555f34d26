package io.wugan.lab.proof;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.listing.Standing;
import io.wugan.core.record.RecordWriter;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.uplink.MqttSettings;
import io.wugan.sync.uplink.PahoTransport;
import io.wugan.sync.uplink.Uplink;
import io.wugan.sync.uplink.UplinkSettings;
import io.wugan.sync.uplink.UplinkTimings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The agent without its eyes: the real ledger and the real uplink, and a car every 100 ms. */
public final class LedgerAgent {
  private static final int CARS_OF_A_RECORDING = 20;

  private final LotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
  private final SessionKeeper keeper =
      new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
  private final RecordWriter writer = new RecordWriter(ids::next);

  private LedgerAgent() {}

  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    String config = Files.readString(Path.of(words.get(words.indexOf("--config") + 1)));
    Path data = Path.of(FakeAgent.first(config, "data: \"([^\"]+)\""));
    String url = FakeAgent.first(config, "url: \"([^\"]+)\"");
    new LedgerAgent().run(data, url, config.contains("loop: true"));
  }

  private void run(Path data, String url, boolean loop) throws InterruptedException {
    SqliteLedger ledger = SqliteLedger.open(data, new EventCodec("proof", "e1"), ids);
    PahoTransport transport =
        new PahoTransport(
            new MqttSettings(url, "proof-e1", Optional.empty(), Optional.empty(), "wugan"));
    UplinkTimings timings =
        UplinkTimings.defaults()
            .withReconnect(Duration.ofMillis(200), Duration.ofSeconds(2))
            .withAck(Duration.ofSeconds(5), Duration.ofSeconds(20));
    Uplink uplink =
        Uplink.start(
            ledger,
            transport,
            UplinkSettings.of("proof", "e1", "test").withTimings(timings),
            clock);
    CountDownLatch stop = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  uplink.close();
                  ledger.close();
                }));
    for (int car = 0; !stop.await(100, TimeUnit.MILLISECONDS); car++) {
      if (loop || car < CARS_OF_A_RECORDING) {
        Passage passage = passage(car);
        ledger
            .submit(
                book -> {
                  Decision decision = keeper.decide(passage, book);
                  return new LedgerChange(
                      Optional.of(passage),
                      decision,
                      List.of(),
                      writer.write(decision, Standing.ORDINARY, List.of(), passage.at()));
                })
            .join();
      }
    }
  }

  /** In and out by turns; every fifth car turns up at the exit alone. */
  private Passage passage(int car) {
    LotTime now = clock.now();
    boolean entering = car % 2 == 0 && car % 10 != 8;
    return new Passage(
        ids.next(),
        entering ? "entry" : "exit",
        entering ? Direction.ENTER : Direction.EXIT,
        TriggerSource.VIDEO,
        Optional.of(MadeUpPlate.of("浙A%05d".formatted(car / 2 % 90_000))),
        now,
        now,
        10,
        List.of(),
        Set.of());
  }
}
