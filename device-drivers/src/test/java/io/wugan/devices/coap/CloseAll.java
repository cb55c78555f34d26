package io.wugan.devices.coap;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Nodes of a test, to be closed in the reverse order. */
public final class CloseAll implements AutoCloseable {

  /** What can be closed. */
  @FunctionalInterface
  public interface Part {
    /** Closes it. */
    void close() throws IOException;
  }

  private final Deque<Part> parts = new ArrayDeque<>();

  /** One more. */
  public void add(CoapNode node) {
    parts.push(node::close);
  }

  /** One more. */
  public void add(Part part) {
    parts.push(part);
  }

  @Override
  public void close() throws IOException {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}
