package io.wugan.agent.command;

import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.contract.CommandKeys;
import io.wugan.sync.contract.CommandReader;
import io.wugan.sync.contract.MalformedMessageException;
import io.wugan.sync.contract.UntrustedMessageException;
import java.util.Optional;

/** Lets in what a trusted key has signed, or whatever comes where the board is told so. */
public final class CommandGate {

  private final Optional<CommandKeys> keys;
  private final CommandReader reader = new CommandReader();

  private CommandGate(Optional<CommandKeys> keys) {
    this.keys = keys;
  }

  /** Commands must be signed by one of these. */
  public static CommandGate signedBy(CommandKeys keys) {
    return new CommandGate(Optional.of(keys));
  }

  /** Whoever may publish on the topic may command: the broker's access list is all there is. */
  public static CommandGate open() {
    return new CommandGate(Optional.empty());
  }

  /**
   * The bytes of a command, without its signature.
   *
   * @throws UntrustedMessageException if nobody who is trusted has signed it
   */
  byte[] pass(byte[] message) throws UntrustedMessageException {
    return keys.isPresent() ? keys.get().open(message) : message;
  }

  /**
   * The command in those bytes.
   *
   * @throws MalformedMessageException if it is none
   */
  CloudCommand read(byte[] command) throws MalformedMessageException {
    return reader.read(command);
  }
}
