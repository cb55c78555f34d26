package io.wugan.lab.proof.crash;

import io.wugan.agent.lane.PassageRecorder;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.uplink.MqttSettings;
import io.wugan.sync.uplink.PahoTransport;
import io.wugan.sync.uplink.Uplink;
import io.wugan.sync.uplink.UplinkSettings;
import io.wugan.sync.uplink.UplinkTimings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code crash-board}: the board of the crash proof. Ledger, journal, pictures, decisions and
 * uplink are the agent's; vehicles are made up in the place of cameras. Runs until SIGTERM.
 */
@Command(
    name = "crash-board",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "The board of crash-proof.")
public final class CrashBoardCommand implements Callable<Integer> {
  static final String SITE = "proof";
  static final String EDGE = "e1";
  static final String EVIDENCE = "evidence";

  private static final Duration MAX_STAY = Duration.ofDays(30);
  private static final UplinkTimings TIMINGS =
      UplinkTimings.defaults()
          .withReconnect(Duration.ofMillis(100), Duration.ofSeconds(1))
          .withAck(Duration.ofSeconds(3), Duration.ofSeconds(10));

  @Option(names = "--data", required = true)
  private @Nullable Path data;

  @Option(names = "--truth", required = true)
  private @Nullable Path truthFile;

  @Option(names = "--broker", required = true)
  private String broker = "";

  @Option(names = "--pause-ms", defaultValue = "40", description = "between two vehicles; 0: none")
  private long pauseMillis;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public Integer call() throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopInOrder, "crash-board-stop"));
    Path folder = given(data);
    LotClock clock = new SystemLotClock();
    TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
    try (SqliteLedger ledger = SqliteLedger.open(folder, new EventCodec(SITE, EDGE), ids);
        Uplink uplink = uplink(ledger, clock);
        TruthLog truth = TruthLog.append(given(truthFile))) {
      FileEvidenceStore evidence = new FileEvidenceStore(folder.resolve(EVIDENCE));
      SessionKeeper keeper = new SessionKeeper(MatchSettings.DEFAULT, MAX_STAY, ids::next);
      PassageRecorder recorder = new PassageRecorder(ledger, evidence, keeper, ids::next, clock);
      CrashVehicles vehicles =
          new CrashVehicles(evidence, recorder::submit, truth, clock, inside(folder));
      drive(vehicles, uplink);
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private void drive(CrashVehicles vehicles, Uplink uplink)
      throws IOException, InterruptedException {
    if (pauseMillis == 0) {
      stop.await();
    }
    while (!stop.await(pauseMillis, TimeUnit.MILLISECONDS)) {
      vehicles.pass();
    }
    System.err.println("ends in order, connected: " + uplink.stats().connected());
  }

  private static List<String> inside(Path folder) {
    try (LedgerView view = LedgerView.open(folder)) {
      return view.listSessions(SessionState.OPEN, Integer.MAX_VALUE).stream()
          .map(Session::plate)
          .flatMap(Optional::stream)
          .map(PlateNumber::text)
          .toList();
    }
  }

  private Uplink uplink(SqliteLedger ledger, LotClock clock) {
    MqttSettings settings =
        new MqttSettings(broker, SITE + "-" + EDGE, Optional.empty(), Optional.empty(), "wugan");
    return Uplink.start(
        ledger,
        new PahoTransport(settings),
        UplinkSettings.of(SITE, EDGE, "proof").withTimings(TIMINGS),
        clock);
  }

  private void stopInOrder() {
    stop.countDown();
    try {
      if (!stopped.await(20, TimeUnit.SECONDS)) {
        System.err.println("did not end in time");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path given(@Nullable Path option) {
    if (option == null) {
      throw new IllegalStateException("not started by picocli");
    }
    return option;
  }
}
