package io.wugan.lab.proof.sister;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Vehicles for the traffic, a few drawn ahead on a thread of its own; after the last plate the
 * first one comes again. Thread-safe.
 */
final class DrawnAhead implements AutoCloseable {

  private static final int AHEAD = 6;

  private final List<String> plates;
  private final BlockingQueue<Drive> ready = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;

  /**
   * @param plates of the vehicles, in their order
   */
  DrawnAhead(List<String> plates) {
    this.plates = List.copyOf(plates);
    this.thread = new Thread(this::draw, "draw");
    thread.setDaemon(true);
    thread.start();
  }

  private void draw() {
    List<Drive> drawn = new ArrayList<>();
    try {
      for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
        if (i < plates.size()) {
          drawn.add(Drives.of(plates.get(i)));
        }
        ready.put(drawn.get(i % plates.size()));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next one; empty while it is still being drawn. */
  Optional<Drive> next() {
    return Optional.ofNullable(ready.poll());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
