package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.config.ConfigException;
import io.wugan.core.session.PassageRef;
import io.wugan.core.session.Session;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan sessions show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show a stay with its passages, pictures, corrections and records.")
final class SessionsShowCommand implements Callable<Integer> {

  private static final JsonMapper JSON = new JsonMapper();

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Parameters(paramLabel = "STAY", description = "Its id.")
  private UUID id = new UUID(0, 0);

  @Option(names = "--plates", description = "Show plates in full: personal data.")
  private boolean plates;

  @Mixin private FormatOption format = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    try (LedgerView view = ledger.view()) {
      Optional<Session> found = view.findSession(id);
      if (found.isEmpty()) {
        spec.commandLine().getErr().println("wugan: there is no stay " + id);
        return ExitStatus.FAILED;
      }
      ObjectNode json = json(found.get(), new StayHistory(view, ledger, plates));
      PrintWriter out = spec.commandLine().getOut();
      if (format.isJson()) {
        out.println(json);
      } else {
        print(out, json);
      }
      out.flush();
      return ExitStatus.DONE;
    }
  }

  private ObjectNode json(Session session, StayHistory history)
      throws ConfigException, IOException {
    ObjectNode json = new SessionFields(session, plates).json();
    ArrayNode passages = JSON.createArrayNode();
    for (PassageRef ref :
        Stream.concat(Stream.of(session.entry()), session.exit().stream()).toList()) {
      // One that another board captured, or that is not kept any more, is named by its id alone.
      passages.add(
          history
              .passage(ref.passageId())
              .orElseGet(() -> JSON.createObjectNode().put("id", ref.passageId().toString())));
    }
    json.set("passages", passages);
    json.set("corrections", history.corrections(session.id()));
    json.set("records", history.records(session.id()));
    return json;
  }

  private static void print(PrintWriter out, ObjectNode json) {
    out.println("stay " + json.path("id").asText());
    for (String column : SessionFields.COLUMNS) {
      if (!column.equals("id") && !json.path(column).isNull()) {
        out.println("  " + column + "  " + json.path(column).asText());
      }
    }
    json.path("passages").forEach(passage -> StayHistory.print(out, "passage", passage));
    StayHistory.printCorrections(out, json.path("corrections"));
    for (JsonNode row : json.path("records")) {
      out.println(
          "  record  "
              + row.path("seq").asText()
              + "  "
              + row.path("time").asText()
              + "  "
              + row.path("type").asText()
              + "  "
              + row.path("state").asText()
              + "  "
              + row.path("id").asText());
    }
  }
}
