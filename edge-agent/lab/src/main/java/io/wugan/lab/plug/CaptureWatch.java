package io.wugan.lab.plug;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.PassageFacts;
import io.wugan.sync.ledger.LedgerView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads beside the agent what it has captured, and when; on a thread of its own, twenty times a
 * second.
 */
final class CaptureWatch implements AutoCloseable {

  private static final long LOOK_MILLIS = 50;
  private static final Duration LOOKS_BACK = Duration.ofMinutes(3);
  private static final int MOST = 1000;
  private static final long STOP_MILLIS = 5000;

  /**
   * A passage in the ledger.
   *
   * @param plate its plate; empty for NOPLATE
   * @param atMillis when the vehicle crossed
   * @param capturedMillis when it was first seen in the ledger, up to 0.05 s late
   */
  record Captured(String plate, long atMillis, long capturedMillis) {
    double delaySeconds() {
      return (capturedMillis - atMillis) / 1000.0;
    }
  }

  private final Path ledger;
  private final Map<String, List<Captured>> lanes = new HashMap<>(); // guarded by this
  private final Set<UUID> known = new HashSet<>(); // belongs to the thread
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "capture-watch");
  private @Nullable LedgerView view; // belongs to the thread

  CaptureWatch(Path ledger, List<String> laneIds) {
    this.ledger = ledger;
    laneIds.forEach(id -> lanes.put(id, new ArrayList<>()));
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      shut();
    }
  }

  private void look() {
    try {
      LedgerView open = view;
      if (open == null) {
        if (!LedgerView.isThere(ledger)) {
          return;
        }
        open = LedgerView.open(ledger);
        view = open;
      }
      for (String lane : List.copyOf(lanes.keySet())) {
        for (PassageFacts each : open.listPassages(lane, Instant.now().minus(LOOKS_BACK), MOST)) {
          if (known.add(each.ref().passageId())) {
            note(lane, each);
          }
        }
      }
    } catch (LedgerException beginning) {
      shut(); // it is just being made
    }
  }

  private synchronized void note(String lane, PassageFacts facts) {
    String plate = facts.plate().map(PlateNumber::text).orElse("");
    long at = facts.ref().at().utc().toEpochMilli();
    lanes
        .computeIfAbsent(lane, id -> new ArrayList<>())
        .add(new Captured(plate, at, System.currentTimeMillis()));
  }

  private void shut() {
    LedgerView open = view;
    view = null;
    if (open != null) {
      open.close();
    }
  }

  /** What a lane has captured so far. */
  synchronized List<Captured> of(String lane) {
    return List.copyOf(lanes.getOrDefault(lane, List.of()));
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
