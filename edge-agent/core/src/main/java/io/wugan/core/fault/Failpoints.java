package io.wugan.core.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens where a place is passed: nothing, unless the system property {@value #PROPERTY} arms
 * one. Thread-safe.
 *
 * <pre>
 * LEDGER_COMMITTED:3:halt          the third time, the process ends as by SIGKILL
 * LEDGER_COMMITTED:3:hold:/folder  the third time, LEDGER_COMMITTED.reached is made in the folder,
 *                                  and the thread waits for LEDGER_COMMITTED.go, at most 30 s
 * </pre>
 */
public final class Failpoints {

  /** Which place, which time, what to do. */
  public static final String PROPERTY = "wugan.failpoint";

  /** Exit status of a process that ended at a failpoint: that of SIGKILL. */
  public static final int HALTED = 137;

  /** How long a held thread waits at most. */
  public static final Duration HOLD_LIMIT = Duration.ofSeconds(30);

  private static final Pattern FORM =
      Pattern.compile("([A-Z_]+):([1-9][0-9]{0,5}):(?:halt|hold:(.+))");
  private static final long POLL_NANOS = 5_000_000;

  private static final Optional<Armed> ARMED = Armed.parse(System.getProperty(PROPERTY, ""));

  private Failpoints() {}

  /**
   * Tells that a place is passed.
   *
   * @param place constant of an enum of places
   */
  public static void pass(Enum<?> place) {
    if (ARMED.isPresent()) {
      ARMED.get().passed(place.name());
    }
  }

  /** The file that says that a place was reached. */
  public static Path reached(Path folder, Enum<?> place) {
    return folder.resolve(place.name() + ".reached");
  }

  /** The file that lets the thread go on. */
  public static Path go(Path folder, Enum<?> place) {
    return folder.resolve(place.name() + ".go");
  }

  /** One place that is armed. */
  static final class Armed {
    private final String place;
    private final int time;
    private final Optional<Path> folder;
    private final AtomicInteger passed = new AtomicInteger();

    private Armed(String place, int time, Optional<Path> folder) {
      this.place = place;
      this.time = time;
      this.folder = folder;
    }

    static Optional<Armed> parse(String text) {
      if (text.isEmpty()) {
        return Optional.empty();
      }
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new IllegalArgumentException(
            PROPERTY + " is PLACE:TIME:halt or PLACE:TIME:hold:FOLDER, not " + text);
      }
      return Optional.of(
          new Armed(
              form.group(1),
              Integer.parseInt(form.group(2)),
              Optional.ofNullable(form.group(3)).map(Path::of)));
    }

    void passed(String name) {
      if (!place.equals(name) || passed.incrementAndGet() != time) {
        return;
      }
      if (folder.isEmpty()) {
        // No hooks, no streams: what SIGKILL leaves.
        Runtime.getRuntime().halt(HALTED);
      }
      hold(folder.get());
    }

    private void hold(Path where) {
      try {
        Files.createFile(where.resolve(place + ".reached"));
      } catch (IOException failed) {
        throw new UncheckedIOException("cannot tell that " + place + " was reached", failed);
      }
      long until = System.nanoTime() + HOLD_LIMIT.toNanos();
      while (!Files.exists(where.resolve(place + ".go")) && System.nanoTime() < until) {
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }
}
