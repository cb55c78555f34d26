package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.agent.config.Problem;
import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.DeskOrder;
import io.wugan.agent.listing.PlateListFile;
import io.wugan.core.listing.PlateList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan lists import FILE}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Take a CSV file (header "
            + PlateListFile.HEADER
            + ") in place of the whole list (导入名单). Beside a running agent, or without one.")
final class ListsImportCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Parameters(paramLabel = "FILE", description = "The list; classes MONTHLY, EXEMPT, ARREARS.")
  private Path file = Path.of("");

  @Option(
      names = "--revision",
      paramLabel = "N",
      description =
          "Number of this list, 1 or more; taken only if it is higher than what is held"
              + " (default: the next).")
  private @Nullable Long revision;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    if (revision != null && revision < 1) {
      throw new ParameterException(
          spec.commandLine(), "--revision must be 1 or more, not " + revision);
    }
    PlateListFile.Result read = PlateListFile.read(file);
    if (!read.problems().isEmpty()) {
      return refused(read);
    }
    long number = revision == null ? ledger.plateList().held() + 1 : revision;
    PlateList list = new PlateList(number, read.plates());
    Answer answer = ledger.have(new DeskOrder.Replace(ledger.newId(), list));
    String line = (answer.applied() ? "applied: " : "refused: ") + answer.text();
    spec.commandLine().getOut().println(line);
    return answer.applied() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private int refused(PlateListFile.Result read) {
    PrintWriter err = spec.commandLine().getErr();
    for (Problem problem : read.problems()) {
      err.println(problem.describe(file.toString()));
    }
    int count = read.problems().size();
    err.println(
        file + ": " + count + (count == 1 ? " error" : " errors") + ", the list stays as it was");
    err.flush();
    return ExitStatus.FAILED;
  }
}
