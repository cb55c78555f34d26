package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.contract.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The cloud's commands: accepted once, done once, whatever breaks in between; and what became of
 * them, until the cloud has heard it. A command is remembered until a day after it has expired, so
 * that a repetition is always recognised: either by its id or by its time.
 *
 * <p>Thread-safe. Reading blocks for the time of a query; a future fails with {@link
 * LedgerException} if nothing was written.
 */
public final class CommandMemory {

  /** As many as are remembered; further ones are not accepted. */
  public static final int LIMIT = 10_000;

  private static final Duration KEPT = Duration.ofDays(1);

  private final ReadConnection reader;
  private final SqliteOutbox.Writer writer;

  CommandMemory(Path file, SqliteOutbox.Writer writer) {
    this.reader = new ReadConnection(file);
    this.writer = writer;
  }

  /**
   * Accepts a command.
   *
   * @param command what to do
   * @param body its bytes, to do it again after a crash
   * @param now present time
   * @return false if it is known already; the future fails if too many are remembered
   */
  public CompletableFuture<Boolean> accept(CloudCommand command, byte[] body, Instant now) {
    byte[] copy = body.clone();
    return writer.enqueue(
        database -> {
          CommandTable table = database.commands();
          table.purge(now.minus(KEPT));
          if (table.count() >= LIMIT) {
            throw new LedgerException("more than " + LIMIT + " commands are remembered already");
          }
          return table.insert(command.id(), command.type(), copy, command.expires(), now);
        });
  }

  /** Writes down what became of one. */
  public CompletableFuture<Boolean> finish(CommandResult result) {
    return writer.enqueue(database -> database.commands().finish(result));
  }

  /** A broker has these results. */
  public CompletableFuture<Integer> markTold(Collection<CommandResult> results) {
    List<CommandResult> copy = List.copyOf(results);
    return writer.enqueue(
        database -> {
          database.commands().markTold(copy);
          return copy.size();
        });
  }

  /** What is known of one. */
  public Optional<CommandResult> find(UUID id) {
    return reader.read(statements -> new CommandTable(statements).find(id));
  }

  /** Results that no broker has yet, the oldest first, at most {@code limit}. */
  public List<CommandResult> listUntold(int limit) {
    return reader.read(statements -> new CommandTable(statements).listUntold(limit));
  }

  /** The bytes of commands that were accepted and not done, the oldest first. */
  public List<byte[]> listUnfinished() {
    return reader.read(statements -> new CommandTable(statements).listUnfinished());
  }

  void close() {
    reader.close();
  }
}
