package io.wugan.agent.command;

import io.wugan.sync.contract.CommandStatus;
import java.util.Map;

/**
 * How a command ended.
 *
 * @param status DONE or FAILED
 * @param text for people, without plates
 * @param detail for programs
 */
public record CommandOutcome(CommandStatus status, String text, Map<String, String> detail) {

  /** Done. */
  public static CommandOutcome done(String text, Map<String, String> detail) {
    return new CommandOutcome(CommandStatus.DONE, text, detail);
  }

  /** Done. */
  public static CommandOutcome done(String text) {
    return done(text, Map.of());
  }

  /** It cannot be done, now or later. */
  public static CommandOutcome failed(String text) {
    return new CommandOutcome(CommandStatus.FAILED, text, Map.of());
  }
}
