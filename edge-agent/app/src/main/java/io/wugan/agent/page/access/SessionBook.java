package io.wugan.agent.page.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who is logged in, in memory alone: a restart of the program ends every session. A session ends
 * when it was idle for {@link #IDLE} or is {@link #LONGEST} old. At most {@value #MOST}; when one
 * more comes, the one that was idle for longest ends. Thread-safe; never blocks.
 */
public final class SessionBook {

  /** Idle for so long, a session ends. */
  public static final Duration IDLE = Duration.ofMinutes(30);

  /** So old, a session ends however busy it is. */
  public static final Duration LONGEST = Duration.ofHours(12);

  /** As many sessions as there may be. */
  public static final int MOST = 64;

  private static final int TOKEN_BYTES = 32; // 256 bits

  private static final class Entry {
    private final PageSession session;
    private final long begunNanos;
    private long usedNanos;

    private Entry(PageSession session, long now) {
      this.session = session;
      this.begunNanos = now;
      this.usedNanos = now;
    }
  }

  private final LongSupplier nanos;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Entry> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
          return size() > MOST;
        }
      }; // guarded by this

  /**
   * @param nanos monotonic time
   */
  public SessionBook(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Begins a session with secrets of its own; what the browser said before counts for nothing. */
  public synchronized PageSession begin(String user) {
    PageSession session = new PageSession(secret(), secret(), user);
    entries.put(session.token(), new Entry(session, nanos.getAsLong()));
    return session;
  }

  private String secret() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The session of a cookie, if it lasts.
   *
   * @param use whether this counts as use; a page that asks by itself keeps no session alive
   */
  public synchronized Optional<PageSession> find(String token, boolean use) {
    Entry entry = entries.get(token);
    if (entry == null) {
      return Optional.empty();
    }
    long now = nanos.getAsLong();
    if (now - entry.usedNanos > IDLE.toNanos() || now - entry.begunNanos > LONGEST.toNanos()) {
      entries.remove(token);
      return Optional.empty();
    }
    if (use) {
      entry.usedNanos = now;
    }
    return Optional.of(entry.session);
  }

  /** Ends one session. */
  public synchronized void end(PageSession session) {
    entries.remove(session.token());
  }

  /** Ends every session of a user, but for one where it is given. */
  public synchronized void endAll(String user, Optional<PageSession> but) {
    entries
        .values()
        .removeIf(
            entry -> entry.session.user().equals(user) && !but.equals(Optional.of(entry.session)));
  }

  /** How many there are. */
  synchronized int size() {
    return entries.size();
  }
}
