package io.wugan.agent.release;

import io.wugan.agent.command.CommandHandler;
import io.wugan.agent.command.CommandOutcome;
import io.wugan.sync.contract.CloudCommand;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code update}: another release is to be downloaded, tried and kept. The command is done once the
 * job is written down; what becomes of the job is told on {@code up/upd}.
 */
public final class UpdateCommand implements CommandHandler {

  private final Optional<UpdateDesk> desk;
  private final boolean trusted;

  /**
   * @param desk takes the job; empty where no launcher has started the agent
   * @param trusted whether anybody's releases are trusted
   */
  public UpdateCommand(Optional<UpdateDesk> desk, boolean trusted) {
    this.desk = desk;
    this.trusted = trusted;
  }

  @Override
  public CommandOutcome handle(CloudCommand command) throws IOException, InterruptedException {
    if (desk.isEmpty()) {
      return CommandOutcome.failed("no launcher has started this agent: it cannot change itself");
    }
    if (!trusted) {
      return CommandOutcome.failed("updates.trustedKeys is not set: no release is trusted");
    }
    UpdateOrder order = UpdateOrder.of(command.id(), command.args());
    desk.get().order(order);
    return CommandOutcome.done("the job is written down; up/upd tells how far it is");
  }
}
