package io.wugan.sync.uplink;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the board says beside its records: heartbeats, digests, results. Such words belong to one
 * connection: without one they are refused, and what waits when it ends is forgotten; whoever needs
 * to be heard says it again on the next one. Thread-safe.
 */
final class SideMessages {

  /** As many as may wait; further ones are refused. */
  static final int LIMIT = 64;

  /**
   * One message that waits.
   *
   * @param publication what to publish
   * @param taken told on the uplink's thread when the broker has it
   */
  record Message(Publication publication, Runnable taken) {}

  private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(LIMIT);
  private boolean open;

  /** A connection begins. */
  synchronized void open() {
    waiting.clear();
    open = true;
  }

  /** The connection is over. */
  synchronized void close() {
    open = false;
    waiting.clear();
  }

  /** Lets a message wait for its turn; false if it is refused. */
  synchronized boolean offer(Message message) {
    return open && waiting.offer(message);
  }

  @Nullable Message poll() {
    return waiting.poll();
  }
}
