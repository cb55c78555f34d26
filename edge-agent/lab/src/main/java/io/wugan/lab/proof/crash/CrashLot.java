package io.wugan.lab.proof.crash;

import io.wugan.lab.broker.MosquittoBroker;
import io.wugan.lab.proof.EdgeLedger;
import io.wugan.lab.proof.ProofException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The three processes and their folders. Used by one thread. */
final class CrashLot implements AutoCloseable {
  static final Duration POLL = Duration.ofMillis(10);

  private static final String WINDOW = "PT2S";

  private final Path work;
  private final MosquittoBroker mosquitto;
  private final BrokerParty broker;
  private final JavaParty board;
  private final JavaParty backend;

  /**
   * Starts the broker; the others start with {@link Party#start}.
   *
   * @throws ProofException if the folder was used
   */
  CrashLot(Path work) {
    this.work = work;
    if (Files.exists(edgeData())) {
      throw new ProofException(work + " holds an earlier run: take an empty folder");
    }
    try {
      Files.createDirectories(edgeData());
    } catch (IOException failed) {
      throw new ProofException("cannot make " + edgeData(), failed);
    }
    this.mosquitto = MosquittoBroker.startIn(work.resolve("broker"));
    this.broker = new BrokerParty(mosquitto);
    this.board = new JavaParty("board", boardWords(40), work.resolve("board.log"));
    this.backend =
        new JavaParty(
            "back end",
            List.of(
                "billing",
                "--broker",
                mosquitto.url().toString(),
                "--data",
                cloudData().toString(),
                "--reorder-window",
                WINDOW),
            work.resolve("backend.log"));
  }

  private List<String> boardWords(long pauseMillis) {
    return List.of(
        "crash-board",
        "--data",
        edgeData().toString(),
        "--truth",
        truthFile().toString(),
        "--broker",
        mosquitto.url().toString(),
        "--pause-ms",
        Long.toString(pauseMillis));
  }

  Path edgeData() {
    return work.resolve("edge");
  }

  Path cloudData() {
    return work.resolve("cloud");
  }

  Path truthFile() {
    return work.resolve("captured.txt");
  }

  Path work() {
    return work;
  }

  BrokerParty broker() {
    return broker;
  }

  JavaParty board() {
    return board;
  }

  JavaParty backend() {
    return backend;
  }

  List<Party> parties() {
    return List.of(board, broker, backend);
  }

  /** Starts what does not run. */
  void startAll() {
    broker.start();
    backend.start();
    board.start();
  }

  /** How many bytes the board has said are captured. */
  long captured() {
    try {
      return Files.exists(truthFile()) ? Files.size(truthFile()) : 0;
    } catch (IOException unreadable) {
      throw new ProofException("cannot look at " + truthFile(), unreadable);
    }
  }

  /**
   * No more vehicles: everything that is captured is delivered, then board and back end end in
   * order.
   *
   * @return the board's ledger
   */
  EdgeLedger settle(Duration limit) {
    broker.start();
    backend.start();
    board.startWith(boardWords(0));
    // Each look reads all of the ledger.
    await(this::isDelivered, limit, Duration.ofMillis(500));
    if (!board.terminate() || !backend.terminate()) {
      throw new ProofException("a process did not end in order; see the logs in " + work);
    }
    return edge()
        .orElseThrow(
            () -> new ProofException("the board made no ledger; see board.log in " + work));
  }

  private Optional<EdgeLedger> edge() {
    return EdgeLedger.find(edgeData());
  }

  private boolean isDelivered() {
    return edge().filter(ledger -> ledger.unsettled() == 0).isPresent();
  }

  /** Whether it held within the limit. */
  static boolean await(BooleanSupplier condition, Duration limit) {
    return await(condition, limit, POLL);
  }

  private static boolean await(BooleanSupplier condition, Duration limit, Duration poll) {
    long until = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new ProofException("interrupted");
      }
      if (System.nanoTime() > until) {
        return false;
      }
      LockSupport.parkNanos(poll.toNanos());
    }
    return true;
  }

  @Override
  public void close() {
    board.kill();
    backend.kill();
    mosquitto.close();
  }
}
