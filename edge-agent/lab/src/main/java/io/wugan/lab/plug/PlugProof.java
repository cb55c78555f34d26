package io.wugan.lab.plug;

import io.wugan.core.health.HealthKind;
import io.wugan.lab.plug.Fault.Alarm;
import io.wugan.lab.plug.LaneCount.Count;
import io.wugan.lab.process.AgentUnderProof.Use;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Pulls one device after another and puts it back, while vehicles drive by on all lanes. Confined
 * to one thread.
 */
final class PlugProof {

  // How much longer than promised is waited, to have a figure.
  private static final double PATIENCE = 3;
  private static final int MORE_THREADS = 4;
  private static final int MORE_DESCRIPTORS = 8;
  private static final double RELAY_SECONDS = 20;
  private static final double SETTLED_SECONDS = 60;

  private final World world;
  private final Cloud cloud;
  private final Board board;
  private final Consumer<PlugReport> reports;

  PlugProof(World world, Cloud cloud, Board board, Consumer<PlugReport> reports) {
    this.world = world;
    this.cloud = cloud;
    this.board = board;
    this.reports = reports;
  }

  /** Vehicles drive by, and nothing is pulled. */
  void calm(double seconds) throws IOException, InterruptedException {
    board.cut();
    long from = System.currentTimeMillis();
    Use before = board.agent().use();
    Waiting.seconds(seconds);
    List<String> wrong = new ArrayList<>();
    Map<String, Count> counts = board.count(Set.of(), wrong);
    String others = others(Optional.empty(), from, wrong);
    reports.accept(
        new PlugReport(
            "nothing, for %.0f s".formatted(seconds),
            others.isEmpty() ? "nothing" : others,
            "",
            "",
            cells(counts),
            before + " → " + board.agent().use(),
            wrong));
  }

  /** Pulls one and puts it back. */
  void run(Fault fault) throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    Use before = board.agent().use();
    long pulled = System.currentTimeMillis();
    long births = cloud.births();
    fault.plug().pull();
    double raised = Double.NaN;
    String told = "nobody can be told";
    if (fault.alarm().isPresent()) {
      Alarm alarm = fault.alarm().get();
      raised = arrival(alarm, true, pulled, fault.bars().raised() * PATIENCE);
      fault.plug().told();
      told = alarm + heartbeat(alarm, true, wrong);
    }
    double gone = (System.currentTimeMillis() - pulled) / 1000.0;
    Waiting.seconds(Math.max(0, fault.bars().awaySeconds() - gone));
    double away = (System.currentTimeMillis() - pulled) / 1000.0;
    long put = System.currentTimeMillis();
    fault.plug().put();
    double cleared = over(fault, put, births, wrong);
    String relay = fault.id().equals("contacts") ? relay(wrong) : "";
    judge("told", raised, fault.bars().raised(), wrong);
    judge("over", cleared, fault.bars().cleared(), wrong);
    Map<String, Count> counts = board.count(fault.blind(), wrong);
    String others = others(fault.alarm(), pulled, wrong);
    Use after = board.agent().use();
    grown(before, after, wrong);
    reports.accept(
        new PlugReport(
            "%s; away for %.0f s".formatted(fault.what(), away),
            told + (others.isEmpty() ? "" : "; also " + others),
            figure(raised, fault.bars().raised()),
            figure(cleared, fault.bars().cleared()) + relay,
            cells(counts),
            before + " → " + after,
            wrong));
  }

  /** Seconds until the board has told; infinity for never. */
  private double arrival(Alarm alarm, boolean raised, long since, double limit)
      throws InterruptedException {
    Waiting.until(() -> cloud.find(alarm.kind(), alarm.place(), raised, since).isPresent(), limit);
    return cloud
        .find(alarm.kind(), alarm.place(), raised, since)
        .map(each -> (each.arrivedMillis() - since) / 1000.0)
        .orElse(Double.POSITIVE_INFINITY);
  }

  private double over(Fault fault, long put, long births, List<String> wrong)
      throws InterruptedException {
    double limit = fault.bars().cleared() * PATIENCE;
    if (fault.alarm().isPresent()) {
      Alarm alarm = fault.alarm().get();
      double cleared = arrival(alarm, false, put, limit);
      heartbeat(alarm, false, wrong);
      return cleared;
    }
    double again = Waiting.until(() -> cloud.births() > births, limit);
    if (Double.isInfinite(Waiting.until(() -> board.pending() == 0, SETTLED_SECONDS))) {
      wrong.add(board.pending() + " records are not acknowledged after " + SETTLED_SECONDS + " s");
    }
    return again;
  }

  private String heartbeat(Alarm alarm, boolean expected, List<String> wrong)
      throws InterruptedException {
    Optional<List<String>> faults = cloud.askForFaults();
    boolean named = faults.filter(all -> all.contains(alarm.toString())).isPresent();
    if (faults.isEmpty()) {
      wrong.add("no heartbeat");
    } else if (named != expected) {
      wrong.add("the heartbeat " + (named ? "still has " : "has not ") + alarm);
    }
    return named ? ", heartbeat" : "";
  }

  private String relay(List<String> wrong) throws IOException, InterruptedException {
    double seconds = Double.POSITIVE_INFINITY;
    long from = System.nanoTime();
    while (Double.isInfinite(seconds) && System.nanoTime() - from < RELAY_SECONDS * 1e9) {
      if (world.contacts.isOn("lamp")) {
        seconds = (System.nanoTime() - from) / 1e9;
      }
      Waiting.seconds(0.05);
    }
    if (Double.isInfinite(seconds)) {
      wrong.add("the relay is not on for the next vehicle");
    }
    return "; relay on after " + LaneCount.seconds(seconds);
  }

  static void judge(String what, double seconds, double bar, List<String> wrong) {
    if (seconds > bar) {
      wrong.add(what + " after " + LaneCount.seconds(seconds) + ", bar " + bar + " s");
    }
  }

  static String figure(double seconds, double bar) {
    return Double.isNaN(seconds) ? "–" : LaneCount.seconds(seconds) + " (%.0f)".formatted(bar);
  }

  /** Alarms that nobody has asked for; one of another lane is a fault. */
  private String others(Optional<Alarm> alarm, long since, List<String> wrong) {
    List<String> names = new ArrayList<>();
    for (Cloud.Alert each : cloud.since(since)) {
      Alarm other = new Alarm(each.kind(), each.place());
      if (!each.raised() || alarm.filter(other::equals).isPresent()) {
        continue;
      }
      names.add(other.toString());
      boolean same =
          alarm.filter(own -> own.place().laneId().equals(each.place().laneId())).isPresent();
      if (!same || each.kind() == HealthKind.PART_STUCK) {
        wrong.add("also told: " + other);
      }
    }
    return String.join(", ", names);
  }

  private static void grown(Use before, Use after, List<String> wrong) {
    if (after.threads() > before.threads() + MORE_THREADS
        || after.descriptors() > before.descriptors() + MORE_DESCRIPTORS) {
      wrong.add("threads or descriptors grow: " + before + " → " + after);
    }
  }

  static List<String> cells(Map<String, Count> counts) {
    List<String> cells = new ArrayList<>();
    counts.forEach(
        (lane, count) ->
            cells.add(
                lane.equals("b")
                    ? count + "; 95 % in " + LaneCount.seconds(count.delay95())
                    : count.toString()));
    return cells;
  }
}
