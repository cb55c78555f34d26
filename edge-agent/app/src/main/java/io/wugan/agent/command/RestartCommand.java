package io.wugan.agent.command;

import io.wugan.sync.contract.CloudCommand;
import java.util.concurrent.TimeUnit;

/**
 * {@code restart}: the agent ends in order and is started again by whatever keeps it running. It is
 * done when it runs again.
 */
public final class RestartCommand implements CommandHandler {

  private static final long END_SECONDS = 60;

  private final Runnable restart;

  /**
   * @param restart begins to end the agent; does not wait
   */
  public RestartCommand(Runnable restart) {
    this.restart = restart;
  }

  @Override
  public CommandOutcome handle(CloudCommand command) throws InterruptedException {
    restart.run();
    // Ended by the interrupt of a service that closes; it stays accepted until the next start.
    TimeUnit.SECONDS.sleep(END_SECONDS);
    return CommandOutcome.failed("the agent did not end within " + END_SECONDS + " s");
  }

  @Override
  public CommandOutcome resume(CloudCommand command) {
    return CommandOutcome.done("the agent was started again");
  }
}
