package io.wugan.core.bay;

import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bays of a lot as their sensors tell of them. At most {@value #MOST} sensors; memory does not
 * grow with reports.
 *
 * <pre>
 * UNKNOWN ── first report ──▶ FREE or OCCUPIED
 * FREE ── occupied for the time of the debounce ──▶ OCCUPIED, and back likewise
 * any ── silent for so many intervals ──▶ the same, but lost ── heard ──▶ the same
 * </pre>
 *
 * Thread-safe, never blocks. {@link #tick} is to be called every second or so.
 */
public final class BayBoard {

  /** So many sensors at most. */
  public static final int MOST = 500;

  // A report that is this much older came late; one older still comes from a sensor that has
  // begun to count anew.
  private static final long LATE = 64;

  /** What became of a report. */
  public enum Outcome {
    /** It counts. */
    ACCEPTED,
    /** It was here before. */
    REPEATED,
    /** A newer one was here before: it says nothing any more. */
    LATE,
    /** Nobody knows its sensor. */
    UNKNOWN_SENSOR
  }

  private static final class Bay {
    private BayState state;
    private LotTime quietSince;
    private long boot = -1;
    private long seq = -1;
    private Occupancy said = Occupancy.UNKNOWN;
    private LotTime saidSince;

    private Bay(BaySensor sensor, LotTime now) {
      this.state = BayState.unknown(sensor);
      this.quietSince = now;
      this.saidSince = now;
    }
  }

  private final BayRules rules;
  private final HealthSink health;
  private final Map<String, Bay> bays = new LinkedHashMap<>(); // guarded by this
  private final Set<String> changed = new LinkedHashSet<>(); // guarded by this

  /**
   * @param health told of sensors that are lost, and of batteries
   */
  public BayBoard(BayRules rules, HealthSink health) {
    this.rules = rules;
    this.health = health;
  }

  /**
   * One more sensor; the same one again changes nothing.
   *
   * @param now it may be silent from here on as after a report
   * @return false if there are {@value #MOST} already
   */
  public synchronized boolean add(BaySensor sensor, LotTime now) {
    if (bays.containsKey(sensor.id())) {
      return true;
    }
    if (bays.size() >= MOST) {
      return false;
    }
    bays.put(sensor.id(), new Bay(sensor, now));
    return true;
  }

  /** Takes a report. */
  public Outcome report(String sensorId, BayReport report, LotTime now) {
    Outcome outcome;
    boolean back;
    BayState after;
    synchronized (this) {
      Bay bay = bays.get(sensorId);
      if (bay == null) {
        return Outcome.UNKNOWN_SENSOR;
      }
      outcome = place(bay, report);
      // Whoever repeats itself is alive.
      bay.quietSince = now;
      back = bay.state.lost();
      if (outcome == Outcome.ACCEPTED) {
        keep(bay, bay.state.heard(report, now));
        said(bay, report, now);
      } else if (back) {
        keep(bay, bay.state.heard(lastSaid(bay, report), now));
      }
      after = bay.state;
    }
    if (back || outcome == Outcome.ACCEPTED) {
      tell(after);
    }
    return outcome;
  }

  private static BayReport lastSaid(Bay bay, BayReport report) {
    return new BayReport(
        report.boot(),
        report.seq(),
        report.occupied(),
        report.ageSeconds(),
        bay.state.batteryPercent(),
        bay.state.batteryMillivolts(),
        bay.state.rssiDbm());
  }

  private static Outcome place(Bay bay, BayReport report) {
    long boot = report.boot().orElse(-1);
    if (bay.seq >= 0 && boot == bay.boot) {
      long behind = (bay.seq - report.seq()) & BayReport.MAX_SEQ;
      if (behind == 0) {
        return Outcome.REPEATED;
      }
      if (behind <= LATE) {
        return Outcome.LATE;
      }
    }
    bay.boot = boot;
    bay.seq = report.seq();
    return Outcome.ACCEPTED;
  }

  private void said(Bay bay, BayReport report, LotTime now) {
    Occupancy said = report.occupied() ? Occupancy.OCCUPIED : Occupancy.FREE;
    Duration age = Duration.ofSeconds(report.ageSeconds().orElse(0));
    boolean first = bay.state.occupancy() == Occupancy.UNKNOWN;
    if (said != bay.said) {
      bay.said = said;
      bay.saidSince = now.minus(age);
    }
    if (first || age.compareTo(rules.debounce()) >= 0) {
      settle(bay);
    }
  }

  private void settle(Bay bay) {
    if (bay.said != bay.state.occupancy() && bay.said != Occupancy.UNKNOWN) {
      keep(bay, bay.state.became(bay.said, bay.saidSince.utc()));
    }
  }

  private void keep(Bay bay, BayState after) {
    BayState before = bay.state;
    bay.state = after;
    if (after.isNews(before)) {
      changed.add(after.sensor().id());
    }
  }

  /**
   * Lets time pass: what has lasted for long enough counts, and who is silent for too long is lost.
   */
  public void tick(LotTime now) {
    List<BayState> silent = new ArrayList<>();
    synchronized (this) {
      for (Bay bay : bays.values()) {
        if (now.since(bay.saidSince).compareTo(rules.debounce()) >= 0) {
          settle(bay);
        }
        Duration most = bay.state.sensor().interval().multipliedBy(rules.missedReports());
        if (!bay.state.lost() && now.since(bay.quietSince).compareTo(most) > 0) {
          keep(bay, bay.state.silent());
          silent.add(bay.state);
        }
      }
    }
    silent.forEach(this::tell);
  }

  private void tell(BayState state) {
    BaySensor sensor = state.sensor();
    HealthPlace place = HealthPlace.boardDevice(sensor.id());
    health.set(
        HealthKind.BAY_SENSOR_LOST,
        place,
        state.lost(),
        "bay " + sensor.bay() + ": not heard for " + rules.missedReports() + " reports");
    if (!state.lost()) {
      health.set(HealthKind.BAY_SENSOR_BATTERY_LOW, place, isLow(state), battery(state));
    }
  }

  private boolean isLow(BayState state) {
    boolean percent =
        state.batteryPercent().isPresent()
            && state.batteryPercent().getAsInt() <= rules.lowBatteryPercent();
    return percent
        || (state.batteryMillivolts().isPresent()
            && state.batteryMillivolts().getAsInt() <= rules.lowBatteryMillivolts());
  }

  private static String battery(BayState state) {
    String bay = "bay " + state.sensor().bay() + ": ";
    return state.batteryPercent().isPresent()
        ? bay + state.batteryPercent().getAsInt() + " %"
        : bay + state.batteryMillivolts().orElse(0) + " mV";
  }

  /** A bay by its sensor. */
  public synchronized Optional<BayState> find(String sensorId) {
    return Optional.ofNullable(bays.get(sensorId)).map(bay -> bay.state);
  }

  /** Every bay, in the order in which the sensors were added. */
  public synchronized List<BayState> states() {
    return bays.values().stream().map(bay -> bay.state).toList();
  }

  /** How many bays stand so. */
  public synchronized long count(Occupancy occupancy) {
    return bays.values().stream().filter(bay -> bay.state.occupancy() == occupancy).count();
  }

  /**
   * Bays that have changed since they were last taken; each once, as it stands now.
   *
   * @param most so many at most; the others stay to be taken
   */
  public synchronized List<BayState> takeChanged(int most) {
    List<BayState> taken = new ArrayList<>();
    Iterator<String> next = changed.iterator();
    while (next.hasNext() && taken.size() < most) {
      Bay bay = bays.get(next.next());
      next.remove();
      if (bay != null) {
        taken.add(bay.state);
      }
    }
    return taken;
  }

  /** Gives back what could not be told; it is taken again. */
  public synchronized void putBack(List<BayState> untold) {
    untold.forEach(state -> changed.add(state.sensor().id()));
  }
}
