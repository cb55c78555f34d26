package io.wugan.agent.page.access;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What the page remembers for as long as the program runs: an agent that starts anew with another
 * configuration logs nobody out, and gives nobody who guesses passwords a fresh start. Thread-safe.
 *
 * @param sessions who is logged in
 * @param byAddress waits of addresses, up to 15 minutes
 * @param byUser waits of users, up to one minute: somebody who guesses must not lock them out for
 *     long
 */
public record PageMemory(SessionBook sessions, LoginThrottle byAddress, LoginThrottle byUser) {

  private static final Duration ADDRESS_LIMIT = Duration.ofMinutes(15);
  private static final Duration USER_LIMIT = Duration.ofMinutes(1);

  /** A new one, by the machine's clock. */
  public static PageMemory create() {
    return create(System::nanoTime);
  }

  /**
   * A new one.
   *
   * @param nanos monotonic time
   */
  public static PageMemory create(LongSupplier nanos) {
    return new PageMemory(
        new SessionBook(nanos),
        new LoginThrottle(ADDRESS_LIMIT, nanos),
        new LoginThrottle(USER_LIMIT, nanos));
  }
}
