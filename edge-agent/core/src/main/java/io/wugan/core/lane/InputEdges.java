package io.wugan.core.lane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Changes of one digital input on their way from the thread of its driver to that of its lane. At
 * most {@value #MOST} wait; when more come, the input chatters and the oldest go: what it is now
 * stays known. Thread-safe, never blocks.
 */
public final class InputEdges {

  static final int MOST = 256;

  private final Deque<InputEdge> waiting = new ArrayDeque<>(); // guarded by this
  private boolean inOrder; // guarded by this
  private long lost; // guarded by this

  /** The input has changed; also to be told how it is when its driver has just begun. */
  public synchronized void add(InputEdge edge) {
    if (waiting.size() == MOST) {
      waiting.removeFirst();
      lost++;
    }
    waiting.addLast(edge);
  }

  /** What has changed since the last call, oldest first. */
  public synchronized List<InputEdge> take() {
    List<InputEdge> taken = new ArrayList<>(waiting);
    waiting.clear();
    return taken;
  }

  /** Whether the driver has the input; while it has not, nobody knows how it is. */
  public synchronized boolean isInOrder() {
    return inOrder;
  }

  /** The driver has the input, or has lost it. */
  public synchronized void setInOrder(boolean now) {
    inOrder = now;
  }

  /** How many changes went because the input chattered. */
  public synchronized long lost() {
    return lost;
  }
}
