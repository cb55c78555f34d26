package io.wugan.agent.command;

import io.wugan.core.ledger.LedgerWait;
import io.wugan.sync.contract.CommandResult;
import io.wugan.sync.ledger.CommandMemory;
import io.wugan.sync.uplink.Publication;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the cloud what became of its commands, until a broker has each result. Confined to the
 * thread {@code commands}, but for what the uplink reports.
 */
final class CommandTeller {

  private static final Logger log = LoggerFactory.getLogger(CommandTeller.class);
  private static final int AT_ONCE = 20;

  private final CommandMemory memory;
  private final BiPredicate<Publication, Runnable> uplink;
  private final Map<UUID, CommandResult> underWay = new HashMap<>();
  // Bounded by what is under way.
  private final ConcurrentLinkedQueue<CommandResult> taken = new ConcurrentLinkedQueue<>();

  /**
   * @param memory what is to be told
   * @param uplink tells it; false if it does not
   */
  CommandTeller(CommandMemory memory, BiPredicate<Publication, Runnable> uplink) {
    this.memory = memory;
    this.uplink = uplink;
  }

  /** A new connection: whatever was under way may be lost. */
  void restart() {
    underWay.clear();
  }

  /** Says something once, without remembering it. */
  void tellOnce(CommandResult result) {
    if (!uplink.test(publication(result), () -> {})) {
      log.debug("nobody hears of command {}; the cloud asks again", result.id());
    }
  }

  /**
   * Says what is still to be said, and writes down what was heard.
   *
   * @throws io.wugan.core.ledger.LedgerException if that is not written; it is said once more
   */
  void tell() throws InterruptedException {
    noteTaken();
    for (CommandResult result : memory.listUntold(AT_ONCE)) {
      if (result.equals(underWay.get(result.id()))) {
        continue;
      }
      if (!uplink.test(publication(result), () -> taken.add(result))) {
        return;
      }
      underWay.put(result.id(), result);
    }
  }

  private void noteTaken() throws InterruptedException {
    List<CommandResult> heard = List.copyOf(taken);
    if (!heard.isEmpty()) {
      LedgerWait.on(memory.markTold(heard));
      taken.removeAll(heard);
      heard.forEach(result -> underWay.remove(result.id(), result));
    }
  }

  private static Publication publication(CommandResult result) {
    return new Publication("up/res", result.json(), false).answering(result.id().toString());
  }
}
