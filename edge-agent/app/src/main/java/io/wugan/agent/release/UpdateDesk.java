package io.wugan.agent.release;

import io.wugan.sync.contract.ReportedUpdate;
import io.wugan.sync.contract.ReportedUpdate.Status;
import io.wugan.sync.uplink.Publication;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the board to the release that it is to run: has what the cloud ordered downloaded and
 * installed, ends the agent at a quiet moment so that the launcher starts it, and keeps it or takes
 * it back. Turns belong to one thread; {@link #order} may be called on another.
 *
 * <pre>
 * order ─▶ QUEUED ─▶ DOWNLOADING ─▶ INSTALLED ─▶ (restart) TRIAL ─▶ APPLIED
 *                         └▶ FAILED                          └────▶ REVERTED
 * </pre>
 */
public final class UpdateDesk {

  private static final Logger log = LoggerFactory.getLogger(UpdateDesk.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AFTER_A_FAULT = Duration.ofMinutes(5);
  private static final Duration QUIET_WAIT = Duration.ofMinutes(10);
  private static final int WHOLE = 100;

  private final RunningRelease running;
  private final UpdateBoard board;
  private final ReleaseStore store;
  private final UpdateJob job;
  private final InstantSource clock;
  private final ReleaseTrial trial;
  private final QuietMoment quiet;

  private @Nullable ReportedUpdate told;
  private boolean wasConnected;
  private boolean restarting;

  /**
   * @param running what runs
   * @param settings how the board is updated
   * @param board what there is to know of it
   * @param clock what reports are stamped with
   * @throws IOException if the folder of the releases cannot be used
   */
  public UpdateDesk(
      RunningRelease running, UpdateSettings settings, UpdateBoard board, InstantSource clock)
      throws IOException {
    this.running = running;
    this.board = board;
    this.store = new ReleaseStore(running.releases(), running.packaged());
    this.job = new UpdateJob(store, settings, target(running), clock);
    this.clock = clock;
    this.trial = new ReleaseTrial(board, settings.probation(), System.nanoTime());
    this.quiet = new QuietMoment(settings.quiet(), QUIET_WAIT);
  }

  private static ReleaseTarget target(RunningRelease running) {
    return ReleaseTarget.ofThisProgram(
        ReleaseVersion.find(running.name()).or(RunningRelease::builtVersion));
  }

  /**
   * Takes a job; one that is under way gives way to it.
   *
   * @throws IOException if it cannot be written down
   */
  void order(UpdateOrder next) throws IOException, InterruptedException {
    job.take(next);
  }

  /**
   * Does what is next.
   *
   * @return how long to wait before the next turn
   */
  public Duration turn() throws InterruptedException {
    try {
      Duration next = step(store.state());
      report();
      return next;
    } catch (IOException failed) {
      log.error("updates: {}", failed.getMessage());
      return AFTER_A_FAULT;
    }
  }

  private Duration step(ReleaseState state) throws IOException, InterruptedException {
    if (restarting) {
      return LOOK;
    }
    job.forgetOver(state);
    if (!state.current().equals(running.name())) {
      changeOver(state);
      return LOOK;
    }
    if (state.trial().isPresent()) {
      judge(state.trial().get());
      return LOOK;
    }
    Optional<UpdateOrder> wanted = job.find().filter(each -> each.failure().isEmpty());
    return wanted.isPresent() ? job.advance(wanted.get()) : LOOK;
  }

  /** Another release is to run: ends the agent when nobody drives by, or at the latest then. */
  private void changeOver(ReleaseState state) throws IOException, InterruptedException {
    if (!quiet.isHere(board.passages().getAsLong(), System.nanoTime())) {
      return;
    }
    store.tell(board.seeing().get(), board.connected().getAsBoolean());
    log.warn("release {} runs from the next start on; this one ends", state.current());
    report();
    restart();
  }

  private void judge(ReleaseState.Trial before) throws IOException, InterruptedException {
    UpdatePlace.TRYING.pass();
    switch (trial.look(before, System.nanoTime())) {
      case KEEP -> store.keep();
      case TAKE_BACK -> {
        store.takeBack(trial.reason().orElse("it did not do well"));
        restart();
      }
      case WAIT -> log.trace("on trial");
    }
  }

  private void restart() {
    restarting = true;
    board.restart().run();
  }

  private void report() throws IOException {
    boolean connected = board.connected().getAsBoolean();
    boolean again = connected && !wasConnected;
    wasConnected = connected;
    ReportedUpdate now = report(store.state());
    ReportedUpdate before = told;
    if (!connected || (!again && before != null && now.saysTheSame(before))) {
      return;
    }
    if (board.tell().test(new Publication("up/upd", now.json(), true))) {
      told = now;
    }
  }

  private ReportedUpdate report(ReleaseState state) throws IOException {
    Optional<UpdateOrder> wanted = job.find();
    boolean changed = !state.current().equals(running.name()) || state.trial().isPresent();
    if (wanted.isPresent() && !changed) {
      return report(wanted.get());
    }
    if (!state.current().equals(running.name())) {
      return report(state.current(), Status.INSTALLED, WHOLE, "");
    }
    if (state.trial().isPresent()) {
      return report(state.current(), Status.TRIAL, WHOLE, trial.reason().orElse(""));
    }
    if (!state.failed().isEmpty()) {
      return report(state.failed(), Status.REVERTED, WHOLE, state.reason());
    }
    return state.current().equals(ReleaseState.PACKAGED)
        ? report("", Status.NONE, 0, "")
        : report(state.current(), Status.APPLIED, WHOLE, "");
  }

  private ReportedUpdate report(UpdateOrder wanted) throws IOException {
    String version = wanted.version().text();
    if (!wanted.failure().isEmpty()) {
      return report(version, Status.FAILED, 0, wanted.failure());
    }
    int percent = job.percent(wanted);
    boolean begun = percent > 0 && job.hindrance().isEmpty();
    return report(version, begun ? Status.DOWNLOADING : Status.QUEUED, percent, job.hindrance());
  }

  private ReportedUpdate report(String version, Status status, int percent, String reason) {
    return new ReportedUpdate(
        version,
        running.name(),
        RunningRelease.builtVersion().map(ReleaseVersion::text).orElse("unpackaged"),
        status,
        percent,
        reason,
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
