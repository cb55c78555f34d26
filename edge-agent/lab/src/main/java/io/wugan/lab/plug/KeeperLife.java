package io.wugan.lab.plug;

import io.wugan.agent.runtime.CloseStack;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.ledger.LedgerException;
import io.wugan.lab.plug.Fault.Bars;
import io.wugan.lab.process.AgentUnderProof;
import io.wugan.lab.process.FreePort;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A second life of the board, as a gate of a lot: the board that keeps the lot, an agent in another
 * process, is absent at the start, comes, is killed and comes back. Confined to one thread.
 */
final class KeeperLife {

  private static final double AWAY_BAR = 65;
  // Its own start is in it.
  private static final double BACK_BAR = 60;
  private static final double HANDED_SECONDS = 60;
  private static final int MOST = 1000;

  private final Path work;
  private final World world;
  private final Consumer<PlugReport> reports;
  private final int port;

  KeeperLife(Path work, World world, Consumer<PlugReport> reports) throws IOException {
    this.work = work.toAbsolutePath();
    this.world = world;
    this.reports = reports;
    this.port = FreePort.find();
  }

  private final class KeeperPlug implements Plug {
    private @Nullable AgentUnderProof keeper;

    @Override
    public void pull() throws IOException, InterruptedException {
      AgentUnderProof running = keeper;
      keeper = null;
      if (running != null) {
        running.kill();
      }
    }

    @Override
    public void put() throws IOException {
      if (keeper == null) {
        keeper =
            AgentUnderProof.start(
                work.resolve("keeper.yaml"), work.resolve("keeper.log"), Map.of());
      }
    }
  }

  void run() throws IOException, InterruptedException {
    CloseStack own = new CloseStack();
    try {
      Path data = work.resolve("gate-data");
      Path keeperData = work.resolve("keeper-data");
      PlugConfig.write(
          work.resolve("gate.yaml"),
          data,
          world.contacts.folder(),
          world.places,
          PlugConfig.gate(work, port));
      PlugConfig.writeKeeper(work.resolve("keeper.yaml"), keeperData, world.broker.url(), port);
      KeeperPlug keeper = new KeeperPlug();
      own.push(keeper::pull);
      Cloud cloud = Cloud.connect(world.broker.url(), PlugConfig.BOARD);
      own.push(cloud::close);
      long started = System.currentTimeMillis();
      AgentUnderProof gate =
          AgentUnderProof.start(work.resolve("gate.yaml"), work.resolve("gate.log"), Map.of());
      Board board = new Board(gate, data, world);
      own.push(board::close);
      AbsentAtStart start = new AbsentAtStart(world, started, reports);
      start.awaitRunning(work.resolve("gate.log"));
      start.keeper(cloud, keeper);
      board.cut();
      Fault fault =
          Fault.of(
              "keeper",
              "the board that keeps the lot is killed",
              keeper,
              HealthKind.KEEPER_AWAY,
              HealthPlace.BOARD,
              new Bars(AWAY_BAR, BACK_BAR, 0));
      new PlugProof(world, cloud, board, reports).run(fault);
      handed(data, keeperData); // before its end: what it sees at the very end waits for its start
      board.agent().end();
    } finally {
      own.closeAll();
    }
  }

  private void handed(Path gate, Path keeper) throws InterruptedException {
    Set<String> captured = ids(gate);
    Waiting.until(() -> ids(keeper).containsAll(captured), HANDED_SECONDS);
    List<String> wrong = new ArrayList<>();
    Set<String> known = ids(keeper);
    long missing = captured.stream().filter(id -> !known.contains(id)).count();
    if (missing > 0 || captured.isEmpty()) {
      wrong.add(missing + " of " + captured.size() + " passages did not reach the keeper");
    }
    reports.accept(
        new PlugReport(
            "passages of the gate at its keeper, in the end",
            "–",
            "%d of %d".formatted(captured.size() - missing, captured.size()),
            "",
            List.of(),
            "",
            wrong));
  }

  private static Set<String> ids(Path ledger) {
    try (LedgerView view = LedgerView.open(ledger)) {
      return Board.LANES.stream()
          .flatMap(lane -> view.listPassages(lane, Instant.EPOCH, MOST).stream())
          .map(each -> each.ref().passageId().toString())
          .collect(Collectors.toSet());
    } catch (LedgerException notYet) {
      return Set.of();
    }
  }
}
