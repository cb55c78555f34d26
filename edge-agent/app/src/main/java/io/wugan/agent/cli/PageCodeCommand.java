package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.page.access.FirstUseCode;
import io.wugan.agent.page.access.UserBook;
import io.wugan.agent.runtime.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan page code}. */
@Command(
    name = "code",
    mixinStandardHelpOptions = true,
    description = {
      "Print the code with which an installer sets a name and a password on the page, once.",
      "With --new also where there are users already, for a password that is lost."
    })
final class PageCodeCommand implements Callable<Integer> {

  @Mixin private BoardConfig board = new BoardConfig();

  @Option(names = "--new", description = "Make a new code, which takes the place of any other.")
  private boolean anew;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    AgentConfig known = board.load();
    PageShowCommand.page(known, board.file());
    Path folder = new DataFolder(known.data()).page();
    FirstUseCode code = new FirstUseCode(folder.resolve("first-use"));
    Optional<String> waiting = anew ? Optional.empty() : code.find();
    if (waiting.isEmpty() && !anew && hasUsers(folder)) {
      spec.commandLine()
          .getErr()
          .println("wugan: the code was used; 'wugan page code --new' makes another");
      return ExitStatus.FAILED;
    }
    spec.commandLine().getOut().println(waiting.isPresent() ? waiting.get() : code.make());
    spec.commandLine().getOut().flush();
    return ExitStatus.DONE;
  }

  private static boolean hasUsers(Path folder) throws IOException {
    return !UserBook.open(folder.resolve("users.json"), InstantSource.system()).isEmpty();
  }
}
