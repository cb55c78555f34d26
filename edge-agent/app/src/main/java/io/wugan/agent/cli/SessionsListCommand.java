package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan sessions list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List stays, the latest entry first.")
final class SessionsListCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Option(
      names = "--state",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
      defaultValue = "OPEN")
  private SessionState state = SessionState.OPEN;

  @Mixin private LimitOption limit = new LimitOption();

  @Mixin private FormatOption format = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (LedgerView view = ledger.view()) {
      for (Session session : view.listSessions(state, limit.value())) {
        out.println(format.isJson() ? json(session) : row(session));
      }
      if (!format.isJson()) {
        out.printf(
            Locale.ROOT,
            "%d inside by the count, %d stays open, %d review items wait%n",
            view.occupancy(),
            view.countSessions(SessionState.OPEN),
            view.countReviews());
      }
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private static String json(Session session) {
    return new String(EventCodec.sessionJson(session), StandardCharsets.UTF_8);
  }

  private static String row(Session session) {
    String plate = session.plate().map(PlateNumber::text).orElse("(no plate)");
    String exit = session.exit().map(e -> e.at().utc() + " " + e.laneId()).orElse("-");
    String why =
        session
            .closeReason()
            .map(Enum::name)
            .or(() -> session.voidReason().map(Enum::name))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "%s  %-8s %-12s in %s %s  out %s  %s%s  revision %d",
        session.id(),
        plate,
        session.color(),
        session.entry().at().utc(),
        session.entry().laneId(),
        exit,
        why.isEmpty() ? session.state().name() : why,
        session.review() ? ", to be reviewed" : "",
        session.revision());
  }
}
