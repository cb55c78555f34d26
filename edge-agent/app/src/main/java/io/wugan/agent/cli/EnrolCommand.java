package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.enrol.EnrolException;
import io.wugan.agent.enrol.EnrolSettings;
import io.wugan.agent.enrol.Enrolment;
import io.wugan.agent.enrol.SystemBoardClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan enrol}: gets the board its certificate, or renews it. */
@Command(
    name = "enrol",
    mixinStandardHelpOptions = true,
    description = {
      "Get the board's own certificate with its claim token, or renew it (EST, RFC 7030).",
      "申领或续签本机证书。"
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0: a certificate is in force",
      "1: refused, a person has to do something; standard error says what",
      "2: called in a wrong way, or the configuration is wrong",
      "75: not yet, try again: the server is away, the clock is not set, the cloud asks to wait"
    })
final class EnrolCommand implements Callable<Integer> {

  @Mixin private BoardConfig board = new BoardConfig();

  @Option(
      names = "--renew-before",
      paramLabel = "DURATION",
      description = "Renew when less than this is left, such as P30D (default: enrol.renewBefore).")
  private @Nullable Duration renewBefore;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    AgentConfig config = board.load();
    if (config.enrol().isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "wugan: "
                  + board.file()
                  + " has no section 'enrol' with the address of the EST server  缺少 enrol 配置");
      return ExitStatus.WRONG_USE;
    }
    EnrolSettings read = config.enrol().get();
    EnrolSettings settings =
        renewBefore == null
            ? read
            : new EnrolSettings(
                read.name(), read.url(), read.ca(), read.folder(), Optional.of(renewBefore));
    try {
      Enrolment.Outcome outcome = new Enrolment(settings, new SystemBoardClock()).run();
      spec.commandLine()
          .getOut()
          .println(
              "%s: %s, good until %s  证书有效至 %s"
                  .formatted(
                      settings.certificate(),
                      outcome.changed() ? "new certificate" : "certificate",
                      outcome.expires(),
                      outcome.expires()));
      spec.commandLine().getOut().flush();
      return ExitStatus.DONE;
    } catch (EnrolException unserved) {
      spec.commandLine().getErr().println("wugan: " + unserved.getMessage());
      return unserved.isLater() ? ExitStatus.RESTART_ADVISED : ExitStatus.FAILED;
    }
  }
}
