package io.wugan.lab.release;

import io.wugan.agent.release.ReleaseVersion;
import io.wugan.agent.release.UpdatePlace;
import io.wugan.lab.release.ReleaseFault.Ends;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Updates a board again and again, with good releases and bad ones, cut off anywhere, and looks
 * after each whether the board runs the version that it should, and still records vehicles.
 */
final class UpdateProof {

  private static final long POLL_MILLIS = 200;
  private static final Duration END_LIMIT = Duration.ofMinutes(4);
  private static final Duration VEHICLE_LIMIT = Duration.ofMinutes(2);
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final UpdateLot lot;
  private final UpdateCloud cloud;
  private final ReleaseShop shop;
  private final BundleShelf shelf;
  private String running;
  private int number;

  /**
   * How a cycle ended.
   *
   * @param seconds until the board said how the update ended
   * @param starts of the launcher meanwhile
   * @param runs the version that runs afterwards
   * @param wrong what was not as it should be; empty if all was
   */
  record Result(double seconds, int starts, String runs, Optional<String> wrong) {}

  UpdateProof(
      UpdateLot lot, UpdateCloud cloud, ReleaseShop shop, BundleShelf shelf, String version) {
    this.lot = lot;
    this.cloud = cloud;
    this.shop = shop;
    this.shelf = shelf;
    this.running = version;
  }

  /** Waits until the board has recorded its first vehicle. */
  boolean begin() throws InterruptedException {
    return await(() -> cloud.vehicles() > 0, VEHICLE_LIMIT);
  }

  /** One update. */
  Result run(UpdateCycle cycle) throws IOException, InterruptedException {
    number++;
    ReleaseShop.Goods goods = shop.make("1." + number, cycle.fault());
    int before = lot.starts();
    boolean beforeSwitch =
        cycle.cut().isPresent() && cycle.cut().get().compareTo(UpdatePlace.TOLD) <= 0;
    if (beforeSwitch) {
      // The place is passed by the program that is replaced: its next life is to end there.
      lot.cutNext(cycle.cut().get().name());
      lot.restart();
      await(() -> !lot.isCutArmed(), COMMAND_LIMIT);
      awaitRunning(running);
    } else {
      // By the one that replaces it, whose first life is the next one.
      cycle.cut().ifPresent(place -> lot.cutNext(place.name()));
    }
    long begun = System.nanoTime();
    boolean ended = cycle.byFile() ? installFile(cycle, goods) : order(cycle, goods, begun);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return judge(cycle, goods, new Outcome(ended, seconds, lot.starts() - before));
  }

  private record Outcome(boolean ended, double seconds, int starts) {}

  private boolean order(UpdateCycle cycle, ReleaseShop.Goods goods, long begun)
      throws IOException, InterruptedException {
    UUID id = UUID.randomUUID();
    URI url = shelf.url(goods.bundle());
    long bytes = Files.size(goods.bundle());
    Ends ends = cycle.fault().ends();
    boolean killed = cycle.after() < 0;
    long orderedNanos = 0;
    while (System.nanoTime() - begun < END_LIMIT.toNanos()) {
      // Until it is answered a command is sent again, as any cloud does; it is one job.
      if (!cloud.lastUpdate().path("version").asText().equals(goods.version())
          && (orderedNanos == 0 || System.nanoTime() - orderedNanos > AGAIN_NANOS)) {
        cloud.order(id, goods, url, bytes);
        orderedNanos = System.nanoTime();
      }
      if (!killed && System.nanoTime() - begun > cycle.after() * 1_000_000L) {
        lot.kill();
        killed = true;
      }
      if (killed && cloud.heard(goods.version(), ends)) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return false;
  }

  private boolean installFile(UpdateCycle cycle, ReleaseShop.Goods goods)
      throws IOException, InterruptedException {
    String said =
        lot.command(
            COMMAND_LIMIT,
            "update",
            "install",
            goods.bundle().toString(),
            "--config",
            lot.config());
    if (cycle.fault().ends() == Ends.FAILED) {
      return said.startsWith("1 ") && said.contains("no trusted key");
    }
    return said.startsWith("0 ")
        && await(() -> cloud.heard(goods.version(), cycle.fault().ends()), END_LIMIT);
  }

  private Result judge(UpdateCycle cycle, ReleaseShop.Goods goods, Outcome outcome)
      throws InterruptedException {
    if (!outcome.ended()) {
      return result(outcome, "the board said last: " + cloud.lastUpdate());
    }
    String should = cycle.fault().ends() == Ends.APPLIED ? goods.version() : running;
    running = should;
    if (!awaitRunning(should)) {
      return result(outcome, should + " should run; the board said last: " + cloud.lastUpdate());
    }
    long vehicles = cloud.vehicles();
    if (!await(() -> cloud.vehicles() > vehicles, VEHICLE_LIMIT)) {
      return result(outcome, "no vehicle was recorded any more");
    }
    return new Result(outcome.seconds(), outcome.starts(), should, Optional.empty());
  }

  private Result result(Outcome outcome, String wrong) {
    return new Result(outcome.seconds(), outcome.starts(), running, Optional.of(wrong));
  }

  private boolean awaitRunning(String version) throws InterruptedException {
    return await(() -> cloud.lastUpdate().path("program").asText().equals(version), VEHICLE_LIMIT);
  }

  private static boolean await(BooleanSupplier condition, Duration limit)
      throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }

  /** What is to be said of a program's version. */
  static String first() {
    return new ReleaseVersion("1.0").text();
  }
}
