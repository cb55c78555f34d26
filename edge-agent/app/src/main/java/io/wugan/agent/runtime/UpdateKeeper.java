package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.lane.LaneRunner;
import io.wugan.agent.release.RunningRelease;
import io.wugan.agent.release.UpdateBoard;
import io.wugan.agent.release.UpdateDesk;
import io.wugan.core.health.HealthBook;
import io.wugan.core.health.HealthFault;
import io.wugan.core.health.HealthKind;
import io.wugan.sync.uplink.Publication;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the board run the release that it is to run, on its own thread {@code update}. Without a
 * launcher that started the agent there is nothing to do.
 */
final class UpdateKeeper {

  private static final Logger log = LoggerFactory.getLogger(UpdateKeeper.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  /**
   * What a keeper needs of the agent.
   *
   * @param lanes its lanes
   * @param health how everything stands
   * @param connected whether the cloud is in reach
   * @param tell says something to the cloud
   * @param restart begins to end the agent
   */
  record Parts(
      List<LaneRunner> lanes,
      HealthBook health,
      BooleanSupplier connected,
      Predicate<Publication> tell,
      Runnable restart) {}

  private final Optional<UpdateDesk> desk;
  private final Optional<OwnedLoop> loop;

  private UpdateKeeper(Optional<UpdateDesk> desk) {
    this.desk = desk;
    this.loop = desk.map(each -> new OwnedLoop("update", STOP_LIMIT, each::turn));
  }

  /**
   * A keeper that has not begun.
   *
   * @throws IOException if the folder of the releases cannot be used
   */
  static UpdateKeeper of(AgentConfig config, Parts parts) throws IOException {
    Optional<RunningRelease> running = RunningRelease.ofThisProcess();
    if (running.isEmpty()) {
      return new UpdateKeeper(Optional.empty());
    }
    log.info("release {}", running.get().name());
    return new UpdateKeeper(
        Optional.of(
            new UpdateDesk(running.get(), config.updates(), board(parts), InstantSource.system())));
  }

  private static UpdateBoard board(Parts parts) {
    return new UpdateBoard(
        parts.connected(),
        () -> seeing(parts.lanes()),
        parts.lanes().stream().map(LaneRunner::id).toList(),
        () -> parts.lanes().stream().mapToLong(lane -> lane.meter().read().passages()).sum(),
        () ->
            parts.health().faults().stream()
                .filter(fault -> fault.kind() == HealthKind.PART_STUCK)
                .map(UpdateKeeper::part)
                .toList(),
        parts.tell(),
        parts.restart());
  }

  /** Lanes whose cameras give pictures now. */
  static List<String> seeing(List<LaneRunner> lanes) {
    return lanes.stream().filter(lane -> lane.meter().sees()).map(LaneRunner::id).toList();
  }

  private static String part(HealthFault fault) {
    return fault.place().toString();
  }

  /** Takes jobs; empty where there is no launcher. */
  Optional<UpdateDesk> desk() {
    return desk;
  }

  void start() {
    loop.ifPresent(OwnedLoop::start);
  }

  /** Ends; a download goes on at the next start. */
  void close() throws InterruptedException {
    if (loop.isPresent()) {
      loop.get().close();
    }
  }
}
