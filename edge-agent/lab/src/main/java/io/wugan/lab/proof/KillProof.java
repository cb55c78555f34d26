package io.wugan.lab.proof;

import io.wugan.lab.billing.BackendSettings;
import io.wugan.lab.billing.BillingBackend;
import io.wugan.lab.billing.EdgeId;
import io.wugan.lab.billing.Stay;
import io.wugan.lab.broker.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the proof: lives that end with SIGKILL, some without a broker, then one life in which no
 * more cars come and everything must be acknowledged, then SIGTERM and the comparison.
 *
 * <p>Confined to one thread. Takes at most kills × (longest life + 2 min) + 3 × patience, and a
 * minute.
 */
public final class KillProof {
  private static final Logger LOG = LoggerFactory.getLogger(KillProof.class);
  private static final Duration REORDER_WINDOW = Duration.ofSeconds(10);
  private static final Duration TERM_DEADLINE = Duration.ofSeconds(30);
  private static final Duration FIRST_EVENT = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration TOLD_DEADLINE = Duration.ofSeconds(30);
  private static final int LAST_LIVES = 3;
  private static final EdgeId EDGE = new EdgeId(AgentConfig.SITE, AgentConfig.EDGE);

  private final ProofSettings settings;
  private final Broker broker;
  private final Path data;
  private final Path cloud;
  private final Path config;
  private final List<EdgeLedger> atKills = new ArrayList<>();
  // One entry for each bill of the run, so it is as bounded as the run.
  private final BlockingQueue<Stay> told = new LinkedBlockingQueue<>();
  private int atWork;

  private KillProof(ProofSettings settings, Broker broker) {
    this.settings = settings;
    this.broker = broker;
    this.data = settings.work().resolve("edge");
    this.cloud = settings.work().resolve("cloud");
    this.config = settings.work().resolve("agent.yaml");
  }

  /**
   * Runs it at {@code broker}, which the caller closes.
   *
   * @throws ProofException if it cannot be carried out
   */
  public static ProofVerdict run(ProofSettings settings, Broker broker) {
    return new KillProof(settings, broker).run();
  }

  private ProofVerdict run() {
    if (Files.exists(data) || Files.exists(cloud)) {
      throw new ProofException(settings.work() + " holds an earlier run: take an empty folder");
    }
    try {
      Files.createDirectories(data);
    } catch (IOException failed) {
      throw new ProofException("cannot make " + data, failed);
    }
    BackendSettings backend =
        BackendSettings.of(broker.url(), cloud)
            .withRoot(AgentConfig.ROOT)
            .withReorderWindow(REORDER_WINDOW);
    try (BillingBackend running = BillingBackend.start(backend, told::add)) {
      liveAndDie();
      EdgeLedger edge = settle();
      await(() -> running.listStays().size() <= told.size(), TOLD_DEADLINE);
      return compare(edge);
    }
  }

  private void liveAndDie() {
    Random random = new Random(settings.seed());
    Set<Integer> without = pickOutages(random);
    AgentConfig.write(config, data, broker.url(), settings.clips(), true);
    for (int life = 1; life <= settings.kills(); life++) {
      Duration length = between(random, settings.life());
      boolean fromFirstEvent = life == 1 || random.nextInt(3) > 0;
      boolean outage = without.contains(life);
      LOG.info(
          "life {} of {}: killed {} ms after its {}{}",
          life,
          settings.kills(),
          length.toMillis(),
          fromFirstEvent ? "first event" : "start",
          outage ? ", broker away" : "");
      if (outage) {
        broker.stop();
      }
      liveOnce(life, length, fromFirstEvent);
      if (outage) {
        broker.start();
      }
    }
  }

  /**
   * Some lives end a while after their start, in whatever the agent is doing then; the others a
   * while after their first new event, so that it is surely at work.
   */
  private void liveOnce(int life, Duration length, boolean fromFirstEvent) {
    long before = lastSeq();
    try (AgentProcess agent = start()) {
      if (fromFirstEvent && !await(() -> lastSeq() > before || !agent.isAlive(), FIRST_EVENT)) {
        throw new ProofException(
            "in life %d the agent recorded nothing within %s; see agent.log"
                .formatted(life, FIRST_EVENT));
      }
      if (!agent.outlives(length)) {
        throw new ProofException(
            "in life %d the agent ended by itself; see agent.log".formatted(life));
      }
      agent.kill();
      atWork += lastSeq() > before ? 1 : 0;
      EdgeLedger.find(data).ifPresent(atKills::add);
    }
  }

  private long lastSeq() {
    return EdgeLedger.find(data).map(EdgeLedger::lastSeq).orElse(0L);
  }

  private Set<Integer> pickOutages(Random random) {
    Set<Integer> lives = new HashSet<>();
    while (lives.size() < settings.outages()) {
      lives.add(1 + random.nextInt(settings.kills()));
    }
    return lives;
  }

  private static Duration between(Random random, ProofSettings.Life life) {
    long span = life.longest().minus(life.shortest()).toMillis();
    return life.shortest().plusMillis((long) (random.nextDouble() * span));
  }

  /** The last lives: no new cars after the recordings' end, until all is acknowledged. */
  private EdgeLedger settle() {
    AgentConfig.write(config, data, broker.url(), settings.clips(), false);
    for (int life = 1; ; life++) {
      try (AgentProcess agent = start()) {
        boolean settled = await(new Settled(), settings.patience());
        LOG.info("everything {} acknowledged; SIGTERM", settled ? "is" : "is not");
        if (agent.isAlive() && !agent.terminate(TERM_DEADLINE)) {
          throw new ProofException(
              "the agent did not end within %s of SIGTERM".formatted(TERM_DEADLINE));
        }
      }
      Optional<EdgeLedger> edge = EdgeLedger.find(data);
      if (edge.isEmpty()) {
        throw new ProofException("the agent made no ledger.db in " + data + "; see agent.log");
      }
      if (edge.get().unsettled() == 0 || life == LAST_LIVES) {
        return edge.get();
      }
    }
  }

  /** True once nothing is unacknowledged and nothing new has come for a while. */
  private final class Settled implements Condition {
    private long lastSeq = -1;
    private long sinceNanos = System.nanoTime();

    @Override
    public boolean holds() {
      Optional<EdgeLedger> edge = EdgeLedger.find(data);
      boolean calm =
          edge.isPresent() && edge.get().lastSeq() == lastSeq && edge.get().unsettled() == 0;
      if (!calm) {
        lastSeq = edge.map(EdgeLedger::lastSeq).orElse(-1L);
        sinceNanos = System.nanoTime();
      }
      return calm && System.nanoTime() - sinceNanos >= QUIET.toNanos();
    }
  }

  private ProofVerdict compare(EdgeLedger edge) {
    CloudLedger known = CloudLedger.read(cloud, EDGE, edge.epoch());
    List<String> sessions = told.stream().map(Stay::session).toList();
    return new ProofVerdict(
        settings.kills(),
        atWork,
        settings.outages(),
        settings.seed(),
        edge.events().size(),
        known.events().size(),
        known.duplicates(),
        edge.billable().size(),
        known.bills().size(),
        Comparison.faults(edge, atKills, known, sessions));
  }

  private AgentProcess start() {
    return AgentProcess.start(settings.command(), config, settings.work().resolve("agent.log"));
  }

  /** Something to wait for. */
  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }

  private static boolean await(Condition condition, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.holds()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new ProofException("interrupted");
      }
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }
}
