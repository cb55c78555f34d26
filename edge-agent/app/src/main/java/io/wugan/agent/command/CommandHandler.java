package io.wugan.agent.command;

import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.contract.CloudCommand;
import java.io.IOException;

/** Does one type of command. Confined to the thread {@code commands}. */
public interface CommandHandler {

  /**
   * Does it; a crash in between may have it done again, so the same id twice must be as good as
   * once.
   *
   * @throws IllegalArgumentException if its arguments are of no use; the message names the key and
   *     what is allowed
   * @throws LedgerException if the ledger does not write; it is tried again
   * @throws IOException if it cannot be done; it is not tried again
   */
  CommandOutcome handle(CloudCommand command) throws IOException, InterruptedException;

  /** What to say of a command of this type that a stop of the agent cut off. */
  default CommandOutcome resume(CloudCommand command) throws IOException, InterruptedException {
    return handle(command);
  }
}
