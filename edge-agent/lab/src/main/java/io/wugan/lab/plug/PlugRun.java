package io.wugan.lab.plug;

import io.wugan.agent.cli.Wugan;
import io.wugan.agent.runtime.CloseStack;
import io.wugan.lab.billing.BackendSettings;
import io.wugan.lab.billing.BillingBackend;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.broker.EmbeddedBroker;
import io.wugan.lab.broker.MosquittoBroker;
import io.wugan.lab.plug.LaneCount.Count;
import io.wugan.lab.process.AgentUnderProof;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One run of the proof, from the agent's start to its end. Confined to one thread. */
final class PlugRun {

  /**
   * What is wanted.
   *
   * @param work a fresh folder
   * @param only ids of faults; empty for all
   * @param rtsp whether lane a's camera is GStreamer's RTSP server, or MJPEG over HTTP
   * @param python whether there is a Python for the serial panel and the service manager
   * @param disk whether a small disk is mounted, which needs root
   * @param calmSeconds how long nothing is pulled
   * @param rate pictures a second of the cameras before which vehicles drive
   * @param brief whether what takes minutes is left out, and devices are away for seconds only
   */
  record Settings(
      Path work,
      Set<String> only,
      boolean rtsp,
      boolean python,
      boolean disk,
      double calmSeconds,
      int rate,
      boolean brief) {

    Settings {
      only = Set.copyOf(only);
    }

    boolean wants(String id) {
      return only.isEmpty() || only.contains(id);
    }
  }

  private static final double BRIEF_SECONDS = 6;
  private static final int DISK_MB = 400;
  private static final int WATCHDOG_SECONDS = 30;
  private static final double STOPPED_SECONDS = 10;
  private static final double DELAY_RATIO = 1.2;
  private static final Duration REORDER = Duration.ofSeconds(10);
  private static final double SETTLED_SECONDS = 60;
  private static final double FIRST_VEHICLES = 12;

  private final Settings settings;
  private final Consumer<PlugReport> reports;
  private final CloseStack closing = new CloseStack();

  PlugRun(Settings settings, Consumer<PlugReport> reports) {
    this.settings = settings;
    this.reports = reports;
  }

  /**
   * Runs it.
   *
   * @throws IOException if it cannot be carried out
   */
  void run() throws IOException, InterruptedException {
    try {
      Optional<SmallDisk> disk =
          settings.disk() && settings.wants("disk")
              ? SmallDisk.mount(settings.work().resolve("disk"), DISK_MB)
              : Optional.empty();
      disk.ifPresent(small -> closing.push(small::close));
      Broker broker = startBroker();
      closing.push(broker::close);
      World world =
          new World(
              new World.Making(
                  settings.work(), broker, settings.rtsp(), settings.python(), settings.rate()));
      closing.push(world::close);
      life(world, disk);
      if (settings.wants("keeper")) {
        new KeeperLife(settings.work(), world, reports).run();
      }
    } finally {
      closing.closeAll();
    }
  }

  private Broker startBroker() {
    Path folder = settings.work().resolve("broker");
    return MosquittoBroker.isInstalled()
        ? MosquittoBroker.startIn(folder)
        : EmbeddedBroker.startIn(folder);
  }

  private void life(World world, Optional<SmallDisk> disk)
      throws IOException, InterruptedException {
    CloseStack own = new CloseStack();
    try {
      Path data = settings.work().resolve(disk.isPresent() ? "disk/data" : "data").toAbsolutePath();
      Path config = settings.work().resolve("agent.yaml");
      PlugConfig.write(config, data, world.contacts.folder(), world.places, "");
      Optional<ServiceManagerEnd> manager =
          settings.python()
              ? Optional.of(ServiceManagerEnd.listen(settings.work()))
              : Optional.empty();
      manager.ifPresent(end -> own.push(end::close));
      world.broker.stop();
      if (settings.brief()) {
        world.freeBayPort();
      }
      world.contacts.pull();
      world.traffic.start();
      long started = System.currentTimeMillis();
      AgentUnderProof agent =
          AgentUnderProof.start(
              config,
              settings.work().resolve("agent.log"),
              manager.map(end -> end.environment(WATCHDOG_SECONDS)).orElse(Map.of()));
      own.push(agent::close);
      Board board = new Board(agent, data, world);
      own.push(board::close);
      AbsentAtStart start = new AbsentAtStart(world, started, reports);
      start.awaitRunning(settings.work().resolve("agent.log"));
      start.alone(board);
      Cloud cloud = Cloud.connect(world.broker.url(), PlugConfig.BOARD);
      own.push(cloud::close);
      BillingBackend backend =
          BillingBackend.start(
              BackendSettings.of(world.broker.url(), settings.work().resolve("cloud"))
                  .withReorderWindow(REORDER),
              bill -> {});
      own.push(backend::close);
      start.come(cloud, !settings.brief());
      Waiting.seconds(FIRST_VEHICLES);
      rows(world, cloud, board, disk, manager);
      end(world, board, data);
    } finally {
      own.closeAll();
    }
  }

  private void rows(
      World world,
      Cloud cloud,
      Board board,
      Optional<SmallDisk> disk,
      Optional<ServiceManagerEnd> manager)
      throws IOException, InterruptedException {
    PlugProof proof = new PlugProof(world, cloud, board, reports);
    proof.calm(settings.calmSeconds());
    List<Double> calm = board.takeDelays();
    for (Fault fault : Faults.of(world, disk)) {
      if (settings.wants(fault.id())) {
        proof.run(settings.brief() ? fault.awayFor(BRIEF_SECONDS) : fault);
      }
    }
    List<Double> pulled = board.takeDelays();
    delays(calm, pulled);
    if (manager.isPresent() && settings.wants("stopped")) {
      stopped(board, manager.get());
    }
  }

  private static double delay95(List<Double> sorted) {
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
  }

  private void delays(List<Double> calm, List<Double> pulled) {
    double before = delay95(calm);
    double then = delay95(pulled);
    List<String> wrong = new ArrayList<>();
    if (!pulled.isEmpty() && then > before * DELAY_RATIO) {
      wrong.add("lane b is slower: %.2f s, calm %.2f s".formatted(then, before));
    }
    reports.accept(
        new PlugReport(
            "lane b from crossing to ledger, 95 %",
            "–",
            String.format(Locale.ROOT, "calm %.2f s (%d)", before, calm.size()),
            String.format(Locale.ROOT, "all rows %.2f s (%d)", then, pulled.size()),
            List.of(),
            "",
            wrong));
  }

  /** The whole agent stands still; the service manager hears nothing, and hears it again. */
  private void stopped(Board board, ServiceManagerEnd manager)
      throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    AgentUnderProof.Use before = board.agent().use();
    board.agent().hold(true);
    Waiting.seconds(0.5);
    long stopped = manager.heard();
    Waiting.seconds(STOPPED_SECONDS);
    long meanwhile = manager.heard() - stopped;
    board.agent().hold(false);
    double again = Waiting.until(() -> manager.heard() > stopped + meanwhile, 10);
    if (meanwhile > 0 || again > 3) {
      wrong.add("the service manager heard %d words meanwhile".formatted(meanwhile));
    }
    Map<String, Count> counts = board.count(Set.copyOf(Board.LANES), wrong);
    reports.accept(
        new PlugReport(
            "the whole agent stands still (SIGSTOP) for %.0f s".formatted(STOPPED_SECONDS),
            "service manager: no `WATCHDOG=1`",
            "%d words meanwhile (0)".formatted(meanwhile),
            LaneCount.seconds(again) + " (3)",
            PlugProof.cells(counts),
            before + " → " + board.agent().use(),
            wrong));
  }

  /** Everything reaches the cloud, the agent ends in order, and its ledger keeps its rules. */
  private void end(World world, Board board, Path data) throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    double settled = Waiting.until(() -> board.pending() == 0, SETTLED_SECONDS);
    if (Double.isInfinite(settled)) {
      wrong.add(board.pending() + " records are not acknowledged");
    }
    if (!board.agent().end()) {
      wrong.add("the agent did not end after SIGTERM");
    }
    if (world.traffic.failures() > 0) {
      wrong.add(world.traffic.failures() + " contacts could not be moved");
    }
    StringWriter said = new StringWriter();
    int status =
        Wugan.commandLine()
            .setOut(new PrintWriter(said, true))
            .execute("verify", "--data", data.toString(), "--full");
    if (status != 0) {
      wrong.add("verify: " + said.toString().replaceAll("\\s+", " "));
    }
    reports.accept(
        new PlugReport(
            "at the end",
            "–",
            "all acknowledged after " + LaneCount.seconds(settled),
            "`verify` " + (status == 0 ? "finds nothing" : "finds a fault"),
            List.of(),
            "",
            wrong));
  }

  /** Whether this machine can do it. */
  static boolean hasRtsp() {
    return runs("import gi; gi.require_version('GstRtspServer', '1.0')");
  }

  static boolean hasPython() {
    return runs("import pty, socket");
  }

  private static boolean runs(String python) {
    String program =
        Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
    try {
      Process process =
          new ProcessBuilder(program, "-c", python)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
