package io.wugan.sync.ledger;

import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.lot.WaitingPassages;
import io.wugan.sync.contract.MalformedMessageException;
import io.wugan.sync.contract.PassageReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passages of {@link SqliteLedger} that wait for the keeper. One that cannot be read any more
 * is set apart with an error, so that it holds up no other; it is never deleted.
 */
final class SqliteWaitingPassages implements WaitingPassages {

  private static final Logger log = LoggerFactory.getLogger(SqliteWaitingPassages.class);

  private final ReadConnection reader;
  private final SqliteOutbox.Writer writer;

  SqliteWaitingPassages(Path file, SqliteOutbox.Writer writer) {
    this.reader = new ReadConnection(file);
    this.writer = writer;
  }

  @Override
  public List<Passage> listOldest(int skip, int limit) {
    List<Passage> oldest = new ArrayList<>();
    Map<UUID, byte[]> bodies =
        reader.read(statements -> new HandoverTable(statements).listOldest(skip, limit));
    for (Map.Entry<UUID, byte[]> row : bodies.entrySet()) {
      try {
        oldest.add(PassageReader.read(row.getValue()));
      } catch (MalformedMessageException unreadable) {
        setApart(row.getKey(), String.valueOf(unreadable.getMessage()));
      }
    }
    return oldest;
  }

  private void setApart(UUID passageId, String why) {
    log.error("passage {} cannot be handed to the keeper and is set apart: {}", passageId, why);
    await(
        writer.enqueue(
            database -> {
              database.handovers().setApart(passageId, why);
              return 1;
            }));
  }

  @Override
  public void settle(Collection<UUID> passageIds) {
    List<UUID> copy = List.copyOf(passageIds);
    if (!copy.isEmpty()) {
      await(writer.enqueue(database -> database.handovers().delete(copy)));
    }
  }

  @Override
  public long count() {
    return reader.read(statements -> new HandoverTable(statements).count());
  }

  void close() {
    reader.close();
  }

  private static void await(CompletableFuture<Integer> written) {
    try {
      LedgerWait.on(written);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new LedgerException("interrupted while waiting for the ledger", stop);
    }
  }
}
