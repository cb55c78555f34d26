package io.wugan.agent.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder in which orders, corrections and lists of plates, wait for the agent and find their
 * answers. However often a crash repeats one, a correction is applied once, by its id, and a list
 * once, by its revision.
 *
 * <p>Holds at most {@value #MOST_ORDERS} orders. Thread-safe, and safe between processes.
 */
public final class CorrectionInbox {

  /** As many orders as may wait. */
  public static final int MOST_ORDERS = OrderFolder.MOST_ORDERS;

  private final OrderFolder orders;

  /**
   * @param folder made when it is first written to
   */
  public CorrectionInbox(Path folder) {
    this.orders = new OrderFolder(folder, ".order", "orders");
  }

  /**
   * Hands an order in.
   *
   * @throws IOException if the folder cannot be written to, or {@value #MOST_ORDERS} wait already
   */
  public void submit(DeskOrder order) throws IOException {
    orders.submit(order.id(), OrderJson.write(order));
  }

  /** Orders that wait, the oldest first. */
  List<Path> waiting() throws IOException {
    return orders.waiting();
  }

  /**
   * The order in a file.
   *
   * @throws IllegalArgumentException if it is none
   */
  DeskOrder read(Path order) throws IOException {
    return OrderJson.read(Files.readString(order));
  }

  /** Answers an order and takes it away. */
  void answer(Path order, Answer answer) throws IOException {
    orders.answer(order, answer);
  }

  /** Takes away what nobody came for. */
  void forgetUnread() throws IOException {
    orders.forgetUnread();
  }

  /** Puts aside what is no order, for a person to look at. */
  void setAside(Path order) throws IOException {
    orders.setAside(order);
  }

  /**
   * Waits for the answer and takes it away.
   *
   * @return empty if there is none within {@code limit}
   */
  public Optional<Answer> await(UUID orderId, Duration limit)
      throws IOException, InterruptedException {
    return orders.await(orderId, limit);
  }
}
