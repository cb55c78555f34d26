package io.wugan.agent.page.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Waits after failed logins, for an address and for a user: the first three failures cost nothing,
 * each further one doubles the wait from one second up to a limit. A success forgets the user's
 * failures, time forgets all. Thread-safe; never blocks.
 *
 * <p>At most {@value #MOST} subjects are known; when one more comes, the one that failed longest
 * ago goes. Only names that somebody has are to be given in, so that inventing names pushes nobody
 * out.
 */
public final class LoginThrottle {

  /** As many subjects as are known. */
  static final int MOST = 1_000;

  private static final int FREE = 3;
  private static final int MOST_DOUBLINGS = 20;

  private static final class Failures {
    private int count;
    private long lastNanos;
  }

  private final Duration longest;
  private final LongSupplier nanos;
  private final Map<String, Failures> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST;
        }
      }; // guarded by this

  /**
   * @param longest the wait grows no longer than this; what is older than ten times this is
   *     forgotten
   * @param nanos monotonic time
   */
  public LoginThrottle(Duration longest, LongSupplier nanos) {
    this.longest = longest;
    this.nanos = nanos;
  }

  /** How long until the subject may try again; zero if it may now. */
  public synchronized Duration wait(String subject) {
    Failures failures = known.get(subject);
    if (failures == null) {
      return Duration.ZERO;
    }
    Duration since = Duration.ofNanos(nanos.getAsLong() - failures.lastNanos);
    if (since.compareTo(longest.multipliedBy(10)) > 0) {
      known.remove(subject);
      return Duration.ZERO;
    }
    Duration left = cost(failures.count).minus(since);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Duration cost(int count) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    Duration grown = Duration.ofSeconds(1L << Math.min(count - FREE, MOST_DOUBLINGS));
    return grown.compareTo(longest) > 0 ? longest : grown;
  }

  /** The subject failed. */
  public synchronized void failed(String subject) {
    Failures failures = known.computeIfAbsent(subject, unknown -> new Failures());
    failures.count++;
    failures.lastNanos = nanos.getAsLong();
  }

  /** The subject has proved itself. */
  public synchronized void succeeded(String subject) {
    known.remove(subject);
  }

  /** How many subjects are known. */
  synchronized int size() {
    return known.size();
  }
}
