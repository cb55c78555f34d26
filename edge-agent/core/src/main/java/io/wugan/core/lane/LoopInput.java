package io.wugan.core.lane;

import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One inductive loop (地感线圈) behind a digital input: its changes without chatter, and whether it can
 * be believed.
 *
 * <pre>
 * in order ── a vehicle for longer than stuckAfter ──▶ stuck on: feels nobody, until it changes
 * in order ── vehicles seen, nothing felt ───────────▶ stuck off: until it feels something
 * in order ── its driver is gone ────────────────────▶ unknown: feels nobody, until it is back
 * </pre>
 *
 * A pulse of a detector that gives one for each vehicle is a presence as well as one that lasts.
 * Confined to the lane's thread.
 */
public final class LoopInput {

  private final InputEdges input;
  private final LoopSettings settings;
  private final HealthSink health;
  private final HealthPlace place;
  private final Debounce debounce;
  private @Nullable LotTime since;
  private boolean felt;
  private boolean stuck;
  private int missed;

  /**
   * @param input where its changes come from
   * @param settings how it behaves
   * @param health told when it is out of order
   * @param place its lane and its name
   */
  public LoopInput(InputEdges input, LoopSettings settings, HealthSink health, HealthPlace place) {
    this.input = input;
    this.settings = settings;
    this.health = health;
    this.place = place;
    this.debounce = new Debounce(settings.debounce());
  }

  /** Changes that count since the last call, oldest first; never two of the same kind in a row. */
  List<InputEdge> changes(LotTime now) {
    List<InputEdge> counted = new ArrayList<>();
    if (!input.isInOrder()) {
      input.take();
      debounce.reset();
      leave(now, counted);
      since = null;
      return counted;
    }
    for (InputEdge edge : input.take()) {
      debounce.settle(edge.at()).ifPresent(change -> count(change, counted));
      debounce.onEdge(edge);
    }
    debounce.settle(now).ifPresent(change -> count(change, counted));
    watch(now, counted);
    return counted;
  }

  private void count(InputEdge change, List<InputEdge> counted) {
    missed = 0;
    health.right(HealthKind.LOOP_STUCK_OFF, place);
    stuck = false;
    health.right(HealthKind.LOOP_STUCK_ON, place);
    since = change.active() ? change.at() : null;
    if (change.active() && !felt) {
      felt = true;
      counted.add(change);
    } else if (!change.active()) {
      leave(change.at(), counted);
    }
  }

  private void leave(LotTime at, List<InputEdge> counted) {
    if (felt) {
      felt = false;
      counted.add(new InputEdge(false, at));
    }
  }

  private void watch(LotTime now, List<InputEdge> counted) {
    LotTime began = since;
    if (began == null || stuck) {
      return;
    }
    Duration lasts = now.since(began);
    if (lasts.compareTo(settings.stuckAfter()) > 0) {
      stuck = true;
      health.wrong(
          HealthKind.LOOP_STUCK_ON, place, "a vehicle for " + lasts.toMinutes() + " minutes");
      leave(now, counted);
    } else {
      health.right(HealthKind.LOOP_STUCK_ON, place);
    }
  }

  /** The camera has seen a vehicle go by. */
  void onVehicleSeen() {
    if (felt || stuck || !input.isInOrder()) {
      missed = 0;
      return;
    }
    missed++;
    if (missed >= settings.missedVehicles()) {
      health.wrong(HealthKind.LOOP_STUCK_OFF, place, missed + " vehicles seen since it felt one");
    }
  }
}
