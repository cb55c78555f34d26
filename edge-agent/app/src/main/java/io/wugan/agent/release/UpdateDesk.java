package io.wugan.agent.release;

import io.wugan.sync.contract.CommandKeys;
import io.wugan.sync.contract.ReportedUpdate;
import io.wugan.sync.contract.ReportedUpdate.Status;
import io.wugan.sync.uplink.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the board to the release that it is to run: downloads what the cloud ordered, installs it,
 * ends the agent at a quiet moment so that the launcher starts it, and keeps it or takes it back.
 * Turns belong to one thread; {@link #order} may be called on another.
 *
 * <pre>
 * order ─▶ QUEUED ─▶ DOWNLOADING ─▶ INSTALLED ─▶ (restart) TRIAL ─▶ APPLIED
 *                         └▶ FAILED                          └────▶ REVERTED
 * </pre>
 */
public final class UpdateDesk {

  private static final Logger log = LoggerFactory.getLogger(UpdateDesk.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration QUIET_WAIT = Duration.ofMinutes(10);
  private static final int MOST_REFUSALS = 3;
  private static final int TENTH = 10;
  private static final int HUNDRED = 100;

  private final RunningRelease running;
  private final UpdateSettings settings;
  private final UpdateBoard board;
  private final ReleaseStore store;
  private final InstantSource clock;
  private final ReleaseTrial trial;
  private final Object jobs = new Object();

  private @Nullable UpdateOrder order; // guarded by jobs, as is its file
  private @Nullable ReportedUpdate told;
  private boolean wasConnected;
  private boolean restarting;
  private String hindrance = "";
  private Duration wait = FIRST_WAIT;
  private int refusals;
  private long quietSinceNanos;
  private long passages = -1;
  private long waitingSinceNanos;

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
    this.settings = settings;
    this.board = board;
    this.store = new ReleaseStore(running.releases(), running.packaged());
    this.clock = clock;
    this.trial = new ReleaseTrial(board, settings.probation(), System.nanoTime());
    this.order = readOrder();
  }

  private @Nullable UpdateOrder readOrder() throws IOException {
    Path folder = store.incoming();
    try {
      return UpdateOrder.read(folder).orElse(null);
    } catch (IOException damaged) {
      log.error("{}; it is forgotten, the cloud may send it again", damaged.getMessage());
      UpdateOrder.forget(folder);
      return null;
    }
  }

  /**
   * Takes a job; one that is under way gives way to it.
   *
   * @throws IOException if it cannot be written down
   */
  void order(UpdateOrder next) throws IOException, InterruptedException {
    synchronized (jobs) {
      UpdateOrder known = order;
      if (known != null && known.id().equals(next.id())) {
        return;
      }
      next.write(store.incoming());
      order = next;
    }
    store.forgetFailure();
  }

  private Optional<UpdateOrder> ordered() {
    synchronized (jobs) {
      return Optional.ofNullable(order);
    }
  }

  /**
   * Does what is next.
   *
   * @return how long to wait before the next turn
   */
  public Duration turn() throws InterruptedException {
    try {
      ReleaseState state = store.state();
      Duration next = step(state);
      report();
      return next;
    } catch (IOException failed) {
      log.error("updates: {}", failed.getMessage());
      return LONGEST_WAIT;
    }
  }

  private Duration step(ReleaseState state) throws IOException, InterruptedException {
    if (restarting) {
      return LOOK;
    }
    forgetOver(state);
    if (!state.current().equals(running.name())) {
      return changeOver(state);
    }
    if (state.trial().isPresent()) {
      return judge(state.trial().get());
    }
    Optional<UpdateOrder> wanted = ordered().filter(job -> isOpen(job, state));
    return wanted.isPresent() ? advance(wanted.get()) : LOOK;
  }

  /**
   * A job is over once its release has been kept or taken back, or another one came by another way:
   * from then on the state of the releases tells all there is.
   */
  private void forgetOver(ReleaseState state) throws IOException {
    synchronized (jobs) {
      if (order == null) {
        return;
      }
      String version = order.version().text();
      boolean kept = version.equals(state.current()) && state.trial().isEmpty();
      boolean other = state.trial().isPresent() && !version.equals(state.current());
      if (kept || other || version.equals(state.failed())) {
        UpdateOrder.forget(store.incoming());
        order = null;
      }
    }
  }

  private static boolean isOpen(UpdateOrder job, ReleaseState state) {
    String version = job.version().text();
    return job.failure().isEmpty()
        && !version.equals(state.current())
        && !version.equals(state.failed());
  }

  /** Another release is to run: ends the agent when nobody drives by, or at the latest then. */
  private Duration changeOver(ReleaseState state) throws IOException, InterruptedException {
    long now = System.nanoTime();
    if (waitingSinceNanos == 0) {
      waitingSinceNanos = now;
      quietSinceNanos = now;
    }
    long passed = board.passages().getAsLong();
    if (passed != passages) {
      passages = passed;
      quietSinceNanos = now;
    }
    boolean still = now - quietSinceNanos >= settings.quiet().toNanos();
    if (still || now - waitingSinceNanos >= QUIET_WAIT.toNanos()) {
      store.tell(board.seeing().get(), board.connected().getAsBoolean());
      log.warn("release {} runs from the next start on; this one ends", state.current());
      restarting = true;
      report();
      board.restart().run();
    }
    return LOOK;
  }

  private Duration judge(ReleaseState.Trial before) throws IOException, InterruptedException {
    UpdatePlace.TRYING.pass();
    switch (trial.look(before, System.nanoTime())) {
      case KEEP -> store.keep();
      case TAKE_BACK -> {
        store.takeBack(trial.reason().orElse("it did not do well"));
        restarting = true;
        board.restart().run();
      }
      case WAIT -> hindrance = trial.reason().orElse("");
    }
    return LOOK;
  }

  private Duration advance(UpdateOrder job) throws IOException, InterruptedException {
    try {
      CommandKeys keys = keys();
      Path part = store.incoming().resolve("bundle-" + job.sha256() + ".part");
      long begun = System.nanoTime();
      int came = download().next(job.url(), part, job.bytes());
      hindrance = "";
      wait = FIRST_WAIT;
      if (came > 0) {
        return pace(came, System.nanoTime() - begun);
      }
      UpdatePlace.DOWNLOADED.pass();
      install(job, part, keys);
      return Duration.ZERO;
    } catch (BundleDownload.RefusedException refused) {
      return ++refusals >= MOST_REFUSALS ? fail(job, refused) : later(refused);
    } catch (IOException unreachable) {
      return later(unreachable);
    }
  }

  private Duration later(IOException trouble) {
    hindrance = String.valueOf(trouble.getMessage());
    log.info("update: {}; next try in {}", hindrance, wait);
    Duration now = wait;
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    return now;
  }

  private Duration pace(int bytes, long nanos) {
    Duration due = Duration.ofNanos(bytes * 1_000_000_000L / settings.bytesPerSecond());
    Duration left = due.minusNanos(nanos);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void install(UpdateOrder job, Path part, CommandKeys keys)
      throws IOException, InterruptedException {
    try {
      if (!Checksum.of(part).equals(job.sha256())) {
        throw new IOException("what came has another sum than " + job.sha256());
      }
      try (ReleaseBundle bundle = ReleaseBundle.open(part, keys)) {
        if (!bundle.manifest().version().equals(job.version())) {
          throw new IOException(
              "the bundle is of version " + bundle.manifest().version() + ", not " + job.version());
        }
      }
      store.install(part, keys, target(), job.older());
    } catch (IOException useless) {
      fail(job, useless);
    }
    Files.deleteIfExists(part);
  }

  private Duration fail(UpdateOrder job, IOException why) throws IOException {
    log.error("update to {} has failed: {}", job.version(), why.getMessage());
    synchronized (jobs) {
      if (order != null && order.id().equals(job.id())) {
        UpdateOrder failed = job.failed(String.valueOf(why.getMessage()));
        failed.write(store.incoming());
        order = failed;
      }
    }
    refusals = 0;
    return LOOK;
  }

  private CommandKeys keys() throws IOException {
    Optional<Path> file = settings.trustedKeys();
    if (file.isEmpty()) {
      throw new IOException("updates.trustedKeys is not set: no release is trusted");
    }
    return CommandKeys.load(file.get());
  }

  /** What a release must be for, to run here. */
  private ReleaseTarget target() {
    Optional<ReleaseVersion> version = ReleaseVersion.find(running.name());
    return ReleaseTarget.ofThisProgram(
        version.isPresent() ? version : RunningRelease.builtVersion());
  }

  private BundleDownload download() throws IOException {
    boolean own = settings.tls().ca().isPresent() || settings.tls().certificate().isPresent();
    Optional<SSLContext> context =
        own ? Optional.of(settings.tls().context(clock.instant())) : Optional.empty();
    return new BundleDownload(context);
  }

  private void report() throws IOException {
    boolean connected = board.connected().getAsBoolean();
    boolean again = connected && !wasConnected;
    wasConnected = connected;
    ReportedUpdate now = told(store.state());
    ReportedUpdate before = told;
    if (!connected || (!again && before != null && now.saysTheSame(before))) {
      return;
    }
    if (board.tell().test(new Publication("up/upd", now.json(), true))) {
      told = now;
    }
  }

  private ReportedUpdate told(ReleaseState state) throws IOException {
    Optional<UpdateOrder> job = ordered();
    if (job.isPresent() && !job.get().failure().isEmpty()) {
      return report(job.get().version().text(), Status.FAILED, 0, job.get().failure());
    }
    if (job.isPresent() && isOpen(job.get(), state)) {
      int percent = percent(job.get());
      boolean begun = percent > 0 && hindrance.isEmpty();
      return report(
          job.get().version().text(),
          begun ? Status.DOWNLOADING : Status.QUEUED,
          percent,
          hindrance);
    }
    if (!state.current().equals(running.name())) {
      return report(state.current(), Status.INSTALLED, HUNDRED, "");
    }
    if (state.trial().isPresent()) {
      return report(state.current(), Status.TRIAL, HUNDRED, hindrance);
    }
    if (!state.failed().isEmpty()) {
      return report(state.failed(), Status.REVERTED, HUNDRED, state.reason());
    }
    boolean packaged = state.current().equals(ReleaseState.PACKAGED);
    return packaged
        ? report("", Status.NONE, 0, "")
        : report(state.current(), Status.APPLIED, HUNDRED, "");
  }

  private int percent(UpdateOrder job) throws IOException {
    Path part = store.incoming().resolve("bundle-" + job.sha256() + ".part");
    long there = Files.exists(part) ? Files.size(part) : 0;
    return (int) (there * HUNDRED / job.bytes()) / TENTH * TENTH;
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
