package io.wugan.agent.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code wugan}, as a board runs it. */
@Command(
    name = "wugan",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Edge agent for barrier-free parking lots.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ReplayCommand.class,
      ReadCommand.class,
      EvaluateCommand.class,
      BenchCommand.class,
      CheckConfigCommand.class,
      DoctorCommand.class,
      SupportBundleCommand.class,
      DisplayCommand.class,
      GpioCommand.class,
      LotCommand.class,
      SessionsCommand.class,
      RecordsCommand.class,
      ListsCommand.class,
      EvidenceCommand.class,
      PrivacyCommand.class,
      VerifyCommand.class,
      LedgerCommand.class,
      UpdateCommands.class,
      PageCommand.class,
      EnrolCommand.class,
      FirstBootCommand.class,
    })
public final class Wugan implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec = emptySpec();

  private static CommandLine.Model.CommandSpec emptySpec() {
    return CommandLine.Model.CommandSpec.create();
  }

  /** Set by picocli on whichever command it stands behind. */
  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log more, and print where errors come from.")
  void verbose(boolean verbose) {
    Level level = verbose ? Level.DEBUG : Level.INFO;
    ((Logger) LoggerFactory.getLogger("io.wugan")).setLevel(level);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }

  /**
   * The command line.
   *
   * @param more commands beside a board's own, as a laptop's program has
   */
  public static CommandLine commandLine(Object... more) {
    CommandLine commandLine = new CommandLine(new Wugan());
    for (Object command : more) {
      commandLine.addSubcommand(command);
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return commandLine
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new ErrorReport());
  }

  /** Runs one command and ends the program with its exit status. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }
}
