package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Prints why a command failed: one sentence for people, the stack trace only for {@code --verbose}.
 */
final class ErrorReport implements IExecutionExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ErrorReport.class);

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parseResult) {
    boolean explained = failure.getMessage() != null && !failure.getMessage().isBlank();
    commandLine
        .getErr()
        .println(explained ? "wugan: " + failure.getMessage() : "wugan: " + failure);
    for (Throwable also : failure.getSuppressed()) {
      commandLine.getErr().println("  also: " + also.getMessage());
    }
    if (!explained) {
      failure.printStackTrace(commandLine.getErr());
    }
    log.debug("where it came from", failure);
    return failure instanceof ConfigException ? ExitStatus.WRONG_USE : ExitStatus.FAILED;
  }
}
