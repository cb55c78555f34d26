package io.wugan.agent.desk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder in which orders of one kind wait for the agent and find their answers: {@code ID.KIND}
 * and {@code ID.answer}. Files appear under their name only once they are whole, and an order goes
 * away only once its answer is there, so a crash in between repeats it.
 *
 * <p>Who may write to the folder may give orders: it belongs to the agent's user. Holds at most
 * {@value #MOST_ORDERS} orders of a kind. Thread-safe, and safe between processes.
 */
final class OrderFolder {

  /** As many orders of a kind as may wait. */
  static final int MOST_ORDERS = 100;

  private static final String ANSWER = ".answer";
  private static final String BAD = ".bad";
  private static final String PART = ".part";
  private static final int KEPT_HOURS = 24;
  private static final long LOOK_AGAIN_MILLIS = 50;

  private final Path folder;
  private final String suffix;
  private final String kind;

  /**
   * @param folder made when it is first written to
   * @param suffix of the files of this kind
   * @param kind what the orders are, in the plural
   */
  OrderFolder(Path folder, String suffix, String kind) {
    this.folder = folder;
    this.suffix = suffix;
    this.kind = kind;
  }

  /**
   * Hands an order in.
   *
   * @throws IOException if the folder cannot be written to, or {@value #MOST_ORDERS} wait already
   */
  void submit(UUID id, String text) throws IOException {
    Files.createDirectories(folder);
    if (waiting().size() >= MOST_ORDERS) {
      throw new IOException(
          "%d %s wait in %s already; is the agent running?".formatted(MOST_ORDERS, kind, folder));
    }
    write(id + suffix, text);
  }

  private void write(String name, String text) throws IOException {
    Path part = Files.createTempFile(folder, PART, null);
    Files.writeString(part, text);
    Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Orders that wait, the oldest first: ids of version 7 sort by time. */
  List<Path> waiting() throws IOException {
    List<Path> orders = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + suffix)) {
        files.forEach(orders::add);
      }
    }
    orders.sort(null);
    return orders;
  }

  /** Answers an order and takes it away. */
  void answer(Path order, Answer answer) throws IOException {
    write(answer.orderId() + ANSWER, CorrectionJson.write(answer));
    Files.deleteIfExists(order);
  }

  /**
   * Takes away answers that nobody came for, and files that a crash left half written, after
   * {@value #KEPT_HOURS} hours.
   */
  void forgetUnread() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Instant before = Instant.now().minus(Duration.ofHours(KEPT_HOURS));
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "{*" + ANSWER + "," + PART + "*}")) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Puts aside what is no order, for a person to look at. */
  void setAside(Path order) throws IOException {
    Files.move(
        order,
        order.resolveSibling(order.getFileName() + BAD),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Waits for the answer and takes it away.
   *
   * @return empty if there is none within {@code limit}
   */
  Optional<Answer> await(UUID orderId, Duration limit) throws IOException, InterruptedException {
    Path file = folder.resolve(orderId + ANSWER);
    long deadline = System.nanoTime() + limit.toNanos();
    do {
      try {
        Answer answer = CorrectionJson.readAnswer(Files.readString(file));
        Files.deleteIfExists(file);
        return Optional.of(answer);
      } catch (NoSuchFileException notYet) {
        Thread.sleep(LOOK_AGAIN_MILLIS);
      }
    } while (System.nanoTime() < deadline);
    return Optional.empty();
  }
}
