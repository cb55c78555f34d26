package io.wugan.lab.plug;

import io.wugan.lab.plug.LaneCount.Count;
import io.wugan.lab.process.AgentUnderProof;
import io.wugan.sync.ledger.LedgerView;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The agent under proof and what is known of it: what it tells, what it has captured since the last
 * row. Confined to the proof's thread.
 */
final class Board implements Closeable {

  /** Lanes, in the order of the table. */
  static final List<String> LANES = List.of("a", "b", "c");

  private static final String STEADY = "b";
  private static final double SETTLE_SECONDS = 6;
  private static final long LATE_MILLIS = 5000;

  private final AgentUnderProof agent;
  private final Path ledger;
  private final CaptureWatch captures;
  private final Map<String, LaneCount> lanes = new LinkedHashMap<>();
  private final List<Double> delays = new ArrayList<>();
  private long cutMillis;

  Board(AgentUnderProof agent, Path ledger, World world) {
    this.agent = agent;
    this.ledger = ledger;
    this.captures = new CaptureWatch(ledger, LANES);
    lanes.put("a", new LaneCount(world.timetableA));
    lanes.put("b", new LaneCount(world.timetableB));
    lanes.put("c", new LaneCount(world.timetableC));
    this.cutMillis = System.currentTimeMillis();
  }

  AgentUnderProof agent() {
    return agent;
  }

  /** What was before is no business of the next row. */
  void cut() {
    cutMillis = System.currentTimeMillis();
    lanes.values().forEach(lane -> lane.begin(cutMillis));
  }

  /**
   * Waits until what has happened is decided, and counts each lane since the last cut.
   *
   * @param blind lanes that may miss vehicles
   * @param wrong takes what is not as it should be
   */
  Map<String, Count> count(Set<String> blind, List<String> wrong) throws InterruptedException {
    Waiting.seconds(SETTLE_SECONDS);
    long to = System.currentTimeMillis() - LATE_MILLIS;
    Map<String, Count> counts = new LinkedHashMap<>();
    for (Map.Entry<String, LaneCount> lane : lanes.entrySet()) {
      String id = lane.getKey();
      Count count = lane.getValue().count(captures.of(id), cutMillis, to);
      counts.put(id, count);
      if (id.equals(STEADY)) {
        delays.addAll(count.delays());
      }
      boolean all = count.captured() == count.driven() || blind.contains(id);
      if (!all || count.more() > 0) {
        wrong.add("lane " + id + ": " + count);
      }
    }
    cutMillis = to;
    if (!agent.isAlive()) {
      wrong.add("the agent has ended");
    }
    return counts;
  }

  /** Delays of lane b since the last call, from a vehicle's crossing to the ledger, in seconds. */
  List<Double> takeDelays() {
    List<Double> all = delays.stream().sorted().toList();
    delays.clear();
    return all;
  }

  /** Records that the cloud has not acknowledged. */
  long pending() {
    try (LedgerView view = LedgerView.open(ledger)) {
      return view.outboxCounts().pending();
    }
  }

  @Override
  public void close() throws IOException {
    captures.close();
    agent.close();
  }
}
