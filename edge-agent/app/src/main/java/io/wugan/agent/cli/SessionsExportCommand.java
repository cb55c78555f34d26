package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.config.ConfigException;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SessionQuery;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wugan sessions export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write every stay that is asked for, in the order of their making; plates are masked.",
      "However many there are, only some are in memory."
    })
final class SessionsExportCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private Set<SessionState> states = Set.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Entered then or later: 2026-03-01T08:00:00+08:00, or a day in UTC.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Entered before then.")
  private @Nullable Instant until;

  @Option(
      names = "--corrections",
      description = "With what people changed, as the key corrections; JSON lines only.")
  private boolean corrections;

  @Mixin private ExportOptions export = new ExportOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    SessionQuery query = query();
    export.refuseInCsv(corrections, "--corrections");
    try (LedgerView view = ledger.view()) {
      StayHistory history = new StayHistory(view, ledger, export.plates());
      long lines =
          export.write(
              SessionFields.COLUMNS,
              taker ->
                  view.scanSessions(
                      query,
                      session -> {
                        SessionFields fields = new SessionFields(session, export.plates());
                        return taker.take(fields::values, () -> line(session, fields, history));
                      }));
      spec.commandLine().getErr().println(lines + " stays exported");
    }
    return ExitStatus.DONE;
  }

  private ObjectNode line(Session session, SessionFields fields, StayHistory history) {
    ObjectNode line = fields.json();
    if (corrections) {
      line.set("corrections", history.corrections(session.id()));
    }
    return line;
  }

  private SessionQuery query() {
    try {
      return new SessionQuery(states, Optional.ofNullable(since), Optional.ofNullable(until));
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
