package io.wugan.agent.release;

import io.wugan.sync.contract.CommandKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the cloud has ordered: brings the bundle, piece by piece, and installs it. One job at a
 * time; it survives restarts. {@link #take} and {@link #find} may be called on any thread, the rest
 * belongs to one.
 */
final class UpdateJob {

  private static final Logger log = LoggerFactory.getLogger(UpdateJob.class);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int MOST_REFUSALS = 3;
  private static final int TENTH = 10;
  private static final int HUNDRED = 100;

  private final ReleaseStore store;
  private final UpdateSettings settings;
  private final ReleaseTarget target;
  private final InstantSource clock;
  private @Nullable UpdateOrder order; // guarded by this, as is its file
  private String hindrance = "";
  private Duration wait = FIRST_WAIT;
  private int refusals;

  /**
   * @param store takes what is downloaded
   * @param settings whom to trust, and how fast
   * @param target this board
   * @param clock by which certificates must be good
   * @throws IOException if the folder of the releases cannot be used
   */
  UpdateJob(ReleaseStore store, UpdateSettings settings, ReleaseTarget target, InstantSource clock)
      throws IOException {
    this.store = store;
    this.settings = settings;
    this.target = target;
    this.clock = clock;
    this.order = read();
  }

  private @Nullable UpdateOrder read() throws IOException {
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
  void take(UpdateOrder next) throws IOException, InterruptedException {
    synchronized (this) {
      UpdateOrder known = order;
      if (known != null && known.id().equals(next.id())) {
        return;
      }
      next.write(store.incoming());
      order = next;
    }
    store.forgetFailure();
  }

  /** The job that is known. */
  synchronized Optional<UpdateOrder> find() {
    return Optional.ofNullable(order);
  }

  /** What keeps it waiting; empty if nothing does. */
  String hindrance() {
    return hindrance;
  }

  /** How much of the download is there, in tens of percent. */
  int percent(UpdateOrder job) throws IOException {
    Path part = part(job);
    long there = Files.exists(part) ? Files.size(part) : 0;
    return (int) (there * HUNDRED / job.bytes()) / TENTH * TENTH;
  }

  private Path part(UpdateOrder job) throws IOException {
    return store.incoming().resolve("bundle-" + job.sha256() + ".part");
  }

  /**
   * A job is over once its release has been kept or taken back, or another one came by another way:
   * from then on the state of the releases tells all there is.
   */
  synchronized void forgetOver(ReleaseState state) throws IOException {
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

  /**
   * Brings the next piece, or installs what is whole. Blocks for a piece, or for as long as
   * unpacking takes.
   *
   * @return how long to wait before the next call
   */
  Duration advance(UpdateOrder job) throws IOException, InterruptedException {
    try {
      CommandKeys keys = keys();
      long begun = System.nanoTime();
      int came = download().next(job.url(), part(job), job.bytes());
      hindrance = "";
      wait = FIRST_WAIT;
      if (came > 0) {
        return pace(came, System.nanoTime() - begun);
      }
      UpdatePlace.DOWNLOADED.pass();
      install(job, part(job), keys);
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
      store.install(part, keys, target, job.older());
    } catch (IOException useless) {
      fail(job, useless);
    }
    Files.deleteIfExists(part);
  }

  private synchronized Duration fail(UpdateOrder job, IOException why) throws IOException {
    log.error("update to {} has failed: {}", job.version(), why.getMessage());
    if (order != null && order.id().equals(job.id())) {
      UpdateOrder failed = job.failed(String.valueOf(why.getMessage()));
      failed.write(store.incoming());
      order = failed;
    }
    refusals = 0;
    return SOON;
  }

  private CommandKeys keys() throws IOException {
    Optional<Path> file = settings.trustedKeys();
    if (file.isEmpty()) {
      throw new IOException("updates.trustedKeys is not set: no release is trusted");
    }
    return CommandKeys.load(file.get());
  }

  private BundleDownload download() throws IOException {
    boolean own = settings.tls().ca().isPresent() || settings.tls().certificate().isPresent();
    Optional<SSLContext> context =
        own ? Optional.of(settings.tls().context(clock.instant())) : Optional.empty();
    return new BundleDownload(context);
  }
}
