package io.wugan.lab.simulate;

import io.wugan.lab.billing.TariffBook;
import io.wugan.lab.lot.VirtualLot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs virtual lots against a broker to their end. */
final class Simulation {
  private final SimulationSettings settings;
  private final TariffBook tariffs;
  private final Map<UUID, Long> truth = new HashMap<>();
  private final Set<String> sites = new LinkedHashSet<>();
  private final SimulationFigures figures = new SimulationFigures();
  private Duration wall = Duration.ZERO;
  private Duration cpu = Duration.ZERO;

  Simulation(SimulationSettings settings, TariffBook tariffs) {
    this.settings = settings;
    this.tariffs = tariffs;
  }

  /**
   * Until everything is acknowledged, or nothing has been for the settings' patience.
   *
   * @throws SimulationException if a connection's thread fails
   */
  void run() throws InterruptedException {
    long begun = System.nanoTime();
    Duration cpuBefore = cpu();
    int connections = Math.min(settings.connections(), settings.lots());
    ExecutorService threads = Executors.newFixedThreadPool(connections, Simulation::thread);
    try {
      List<Future<SimulationFigures>> running = new ArrayList<>();
      List<List<VirtualEdge>> boards = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        SimulationFigures own = new SimulationFigures();
        List<VirtualEdge> edges = edges(i, connections, own);
        boards.add(edges);
        String client = "wugan-simulate-%x-%d".formatted(settings.seed(), i);
        running.add(threads.submit(new SharedConnection(settings, client, edges, own)));
      }
      for (Future<SimulationFigures> each : running) {
        figures.addAll(each.get());
      }
      boards.forEach(edges -> edges.forEach(edge -> truth.putAll(edge.truth().fenBySession())));
    } catch (ExecutionException failed) {
      throw new SimulationException("a connection's thread failed", failed.getCause());
    } finally {
      threads.shutdownNow();
    }
    wall = Duration.ofNanos(System.nanoTime() - begun);
    cpu = cpu().minus(cpuBefore);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "simulate");
    thread.setDaemon(true);
    return thread;
  }

  private List<VirtualEdge> edges(int first, int step, SimulationFigures own) {
    List<VirtualEdge> edges = new ArrayList<>();
    for (int i = first; i < settings.lots(); i += step) {
      String site = String.format(Locale.ROOT, "sim%x-%04d", settings.seed(), i + 1);
      sites.add(site);
      long seed = settings.seed() * 1_000_003 + i;
      edges.add(new VirtualEdge(site, new VirtualLot(settings.days(), seed), tariffs, seed, own));
    }
    return edges;
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  SimulationFigures figures() {
    return figures;
  }

  Map<UUID, Long> truth() {
    return truth;
  }

  Set<String> sites() {
    return sites;
  }

  /** From the first connection to the last acknowledgement. */
  Duration wall() {
    return wall;
  }

  /** What this process took of the processor meanwhile. */
  Duration cpuTime() {
    return cpu;
  }
}
