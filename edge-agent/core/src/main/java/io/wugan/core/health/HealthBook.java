package io.wugan.core.health;

import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How everything on the board stands: the one place that the cloud's heartbeat, the local page and
 * the installer's check read it from. Parts say how they stand as often as they like; what has
 * changed is told once, by the thread that calls {@link #tell}.
 *
 * <pre>
 * right ── set wrong ──▶ wrong, not told ── told ──▶ wrong
 *   ▲                        │ set right: nobody ever hears of it
 *   └─────── told ── right, not told ◀── set right ── wrong
 * </pre>
 *
 * At most {@value #MOST} places are known; that there are more is told in the log. Thread-safe;
 * only {@link #tell} and {@link #awaitNews} block.
 */
public final class HealthBook implements HealthSink {

  private static final Logger log = LoggerFactory.getLogger(HealthBook.class);

  static final int MOST = 2000;

  private record Key(HealthKind kind, HealthPlace place) {}

  private static final class Entry {
    private final Key key;
    private boolean wrong;
    private boolean told;
    private LotTime since;
    private String detail = "";

    private Entry(Key key, boolean told, LotTime since) {
      this.key = key;
      this.told = told;
      this.since = since;
    }

    private boolean isNews() {
      return wrong != told;
    }

    private HealthAlarm alarm() {
      Optional<String> more = wrong && !detail.isEmpty() ? Optional.of(detail) : Optional.empty();
      return new HealthAlarm(key.kind(), key.place(), wrong, since, more);
    }
  }

  private final HealthEvents events;
  private final LotClock clock;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(); // guarded by this
  private boolean news; // guarded by this
  private boolean full; // guarded by this

  /**
   * @param events who is told
   * @param clock when something was noticed
   */
  public HealthBook(HealthEvents events, LotClock clock) {
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void set(HealthKind kind, HealthPlace place, boolean wrong, String detail) {
    boolean leftOver = !wrong && events.mayBeRaised(kind, place);
    synchronized (this) {
      Key key = new Key(kind, place);
      Entry entry = entries.get(key);
      if (entry == null) {
        if (!wrong && !leftOver) {
          return; // right, and nobody was told otherwise
        }
        entry = added(key, leftOver);
      }
      if (entry != null) {
        change(entry, wrong, detail);
      }
    }
  }

  // One that is left over from before a restart was told then.
  private @Nullable Entry added(Key key, boolean leftOver) {
    if (entries.size() >= MOST) {
      // Whoever has trouble says so several times a second.
      if (!full) {
        log.error(
            "{} places have trouble; none further is told of: {} {}",
            MOST,
            key.place(),
            key.kind());
      }
      full = true;
      return null;
    }
    full = false;
    Entry entry = new Entry(key, leftOver, clock.now());
    entries.put(key, entry);
    return entry;
  }

  private void change(Entry entry, boolean wrong, String detail) {
    if (entry.wrong != wrong) {
      entry.wrong = wrong;
      entry.since = clock.now();
    }
    entry.detail = wrong ? detail : "";
    if (entry.isNews()) {
      news = true;
      notifyAll();
    } else if (!wrong) {
      entries.remove(entry.key);
    }
  }

  /**
   * The book for those who tell alarms: what they tell stands in it, and is told by its own thread.
   */
  public HealthEvents events() {
    return new HealthEvents() {
      @Override
      public boolean tell(HealthAlarm alarm) {
        set(alarm.kind(), alarm.place(), alarm.raised(), alarm.detail().orElse(""));
        return true;
      }

      @Override
      public boolean mayBeRaised(HealthKind kind, HealthPlace place) {
        return isWrong(kind, place) || events.mayBeRaised(kind, place);
      }
    };
  }

  /** What is wrong now, in the order in which it was noticed. */
  public synchronized List<HealthFault> faults() {
    List<HealthFault> faults = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.wrong) {
        faults.add(new HealthFault(entry.key.kind(), entry.key.place(), entry.since, entry.detail));
      }
    }
    return List.copyOf(faults);
  }

  /** Whether something is wrong now. */
  public synchronized boolean isWrong(HealthKind kind, HealthPlace place) {
    Entry entry = entries.get(new Key(kind, place));
    return entry != null && entry.wrong;
  }

  /**
   * Waits until something is to be told, for at most {@code limit}.
   *
   * @return whether there is
   */
  public synchronized boolean awaitNews(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!news) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /**
   * Tells what has changed; blocks as {@link HealthEvents#tell} does. To be called by one thread.
   *
   * @return whether all is told; if not, it stays to be told
   */
  public boolean tell() {
    boolean all = true;
    for (Told next : untold()) {
      if (events.tell(next.alarm)) {
        noteTold(next);
      } else {
        all = false;
      }
    }
    return all;
  }

  private record Told(Key key, HealthAlarm alarm) {}

  private synchronized List<Told> untold() {
    news = false;
    List<Told> untold = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.isNews()) {
        untold.add(new Told(entry.key, entry.alarm()));
      }
    }
    return untold;
  }

  private synchronized void noteTold(Told told) {
    Entry entry = entries.get(told.key);
    if (entry == null) {
      return;
    }
    entry.told = told.alarm.raised();
    if (entry.isNews()) {
      news = true; // it changed meanwhile
    } else if (!entry.wrong) {
      entries.remove(told.key);
    }
  }
}
