package io.wugan.agent.release;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a release on trial does well: after its time the cloud must be in reach and every camera
 * must give pictures, as far as they did before, and no part of the agent may stand still. A line
 * that happens to be down then is waited for, three times as long at most. Confined to one thread.
 */
final class ReleaseTrial {

  /** What to do. */
  enum Verdict {
    WAIT,
    KEEP,
    TAKE_BACK
  }

  private static final int PATIENCE = 3;

  private final UpdateBoard board;
  private final Duration probation;
  private final long begunNanos;
  private List<String> wrong = List.of();

  /**
   * @param probation how long it has to do well
   * @param nowNanos when the program began
   */
  ReleaseTrial(UpdateBoard board, Duration probation, long nowNanos) {
    this.board = board;
    this.probation = probation;
    this.begunNanos = nowNanos;
  }

  Verdict look(ReleaseState.Trial trial, long nowNanos) {
    Duration ran = Duration.ofNanos(nowNanos - begunNanos);
    if (ran.compareTo(probation) < 0) {
      return Verdict.WAIT;
    }
    wrong = wrong(trial);
    if (wrong.isEmpty()) {
      return Verdict.KEEP;
    }
    return ran.compareTo(probation.multipliedBy(PATIENCE)) < 0 ? Verdict.WAIT : Verdict.TAKE_BACK;
  }

  private List<String> wrong(ReleaseState.Trial before) {
    List<String> found = new ArrayList<>();
    if (before.connected() && !board.connected().getAsBoolean()) {
      found.add("the cloud is not in reach any more");
    }
    List<String> blind = new ArrayList<>(before.saw());
    blind.retainAll(board.lanes());
    blind.removeAll(board.seeing().get());
    blind.forEach(lane -> found.add("the camera of lane " + lane + " gives no pictures any more"));
    board.stuck().get().forEach(part -> found.add(part + " stands still"));
    return found;
  }

  /** What was wrong at the last look; empty if nothing was. */
  Optional<String> reason() {
    return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
  }
}
