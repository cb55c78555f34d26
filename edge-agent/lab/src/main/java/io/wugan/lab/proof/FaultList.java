package io.wugan.lab.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a check found, each kind in a line with some of its offenders. Used by one thread. */
public final class FaultList {
  private static final int SHOWN = 5;

  private final List<String> faults = new ArrayList<>();

  /** A line. */
  public void add(String fault) {
    faults.add(fault);
  }

  /** Lines. */
  public void addAll(Collection<String> more) {
    faults.addAll(more);
  }

  /** A line with their number and the first of them; nothing where there are none. */
  public void report(String what, Collection<?> offenders) {
    if (!offenders.isEmpty()) {
      faults.add(
          "%d %s: %s%s"
              .formatted(
                  offenders.size(),
                  what,
                  offenders.stream().limit(SHOWN).map(String::valueOf).toList(),
                  offenders.size() > SHOWN ? " …" : ""));
    }
  }

  /** All lines. */
  public List<String> list() {
    return List.copyOf(faults);
  }
}
