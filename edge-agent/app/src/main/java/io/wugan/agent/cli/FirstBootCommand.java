package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.config.Problem;
import io.wugan.agent.config.SetupFile;
import io.wugan.agent.file.WholeFile;
import io.wugan.agent.firstboot.FirstBoot;
import io.wugan.agent.firstboot.SetupSecret;
import io.wugan.agent.firstboot.SetupText;
import io.wugan.core.text.Bilingual;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wugan first-boot}: what an installer wrote on the boot partition. */
@Command(
    name = "first-boot",
    mixinStandardHelpOptions = true,
    description = "Take over the setup file of the boot partition (读取启动分区的安装文件).",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = FirstBootCommand.Take.class)
final class FirstBootCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /** {@code wugan first-boot take}. */
  @Command(
      name = "take",
      mixinStandardHelpOptions = true,
      description = {
        "Take it over: configuration, network, time servers, claim. As root.",
        "Its secrets are overwritten; what was done, or is wrong, stands in a file beside it.",
        "Made for the service wugan-setup, which runs before the network is up."
      },
      exitCodeListHeading = "Exit status:%n",
      exitCodeList = {
        "0: taken, or nothing new in it",
        "1: a file cannot be read or written; standard error says which",
        "3: something is wrong in the file; nothing was changed"
      })
  static final class Take implements Callable<Integer> {

    @Option(
        names = "--file",
        paramLabel = "FILE",
        defaultValue = "/boot/firmware/wugan-setup.yaml",
        description = "The setup file (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("");

    @Option(
        names = "--root",
        paramLabel = "DIR",
        defaultValue = "/",
        description = "Where the board's file system begins (default: ${DEFAULT-VALUE}).")
    private Path root = Path.of("");

    @Option(
        names = "--user",
        paramLabel = "NAME",
        defaultValue = "wugan",
        description =
            "User of the agent, who gets its files; '' for whoever calls (default: ${DEFAULT-VALUE}).")
    private String user = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      Optional<String> owner = user.isEmpty() ? Optional.empty() : Optional.of(user);
      FirstBoot boot = new FirstBoot(root.toAbsolutePath(), owner, Take::faults);
      SetupFile.Result read = SetupFile.check(file);
      if (!read.text().isEmpty() && boot.wasTaken(read.text())) {
        out.println(file + ": nothing new  没有新内容");
        out.flush();
        return ExitStatus.DONE;
      }
      List<String> lines = new ArrayList<>();
      String name = String.valueOf(file.getFileName());
      read.problems().forEach(problem -> lines.add(problem.describe(name)));
      boolean taken = false;
      if (read.setup().isPresent()) {
        FirstBoot.Report report =
            boot.take(
                read.setup().get(), new SetupText(file, read.text(), read.secrets()), words());
        report.lines().forEach(line -> lines.add(both(line)));
        taken = report.taken();
      }
      String told = told(taken, lines);
      out.print(told);
      out.flush();
      WholeFile.write(
          file.resolveSibling(stem(name) + ".result.txt"),
          // For an editor of Windows.
          told.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
      return taken ? ExitStatus.DONE : ExitStatus.FAULT_FOUND;
    }

    private static String told(boolean taken, List<String> lines) {
      String head =
          taken
              ? "Wugan: the setup file was taken over.  安装文件已读取。"
              : "Wugan: something is wrong in the setup file; nothing was changed."
                  + " Put it right and start the board again.\n"
                  + "安装文件有误，未作任何更改。请改正后重新上电。";
      return head + "\n\n" + String.join("\n", lines) + "\n";
    }

    private static String both(Bilingual line) {
      return line.english() + "  " + line.chinese();
    }

    private static String stem(String name) {
      int dot = name.lastIndexOf('.');
      return dot > 0 ? name.substring(0, dot) : name;
    }

    // A board without a clock battery does not know the day yet.
    private static String words() {
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      String day = today.getYear() < 2026 ? "" : " " + today;
      return SetupSecret.TAKEN + day + " 已读取)";
    }

    private static List<String> faults(String config) {
      return ConfigFile.parse(config, Path.of("/etc/wugan")).problems().stream()
          .filter(problem -> problem.severity() == Problem.Severity.ERROR)
          .map(problem -> problem.describe("wugan.yaml"))
          .toList();
    }
  }
}
