package io.wugan.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.config.ConfigException;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.StoredRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan records show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show one record: what is sent, how far it has come, and what belongs to it.")
final class RecordsShowCommand implements Callable<Integer> {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Parameters(paramLabel = "ID|SEQ", description = "The record's id, or its number.")
  private String which = "";

  @Option(names = "--epoch", paramLabel = "ID", description = "Fail unless it is the ledger's.")
  private @Nullable UUID epoch;

  @Option(names = "--plates", description = "Show plates in full: personal data.")
  private boolean plates;

  @Mixin private FormatOption format = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    try (LedgerView view = ledger.view()) {
      RecordFilter.checkEpoch(view, epoch);
      Optional<StoredRecord> found = find(view);
      if (found.isEmpty()) {
        spec.commandLine()
            .getErr()
            .println(
                "wugan: there is no record "
                    + which
                    + "; the last number is "
                    + view.lastSeq()
                    + ", and those acknowledged long ago are deleted");
        return ExitStatus.FAILED;
      }
      ObjectNode json = json(found.get(), new StayHistory(view, ledger, plates));
      PrintWriter out = spec.commandLine().getOut();
      if (format.isJson()) {
        out.println(json);
      } else {
        print(out, found.get(), json);
      }
      out.flush();
      return ExitStatus.DONE;
    }
  }

  private Optional<StoredRecord> find(LedgerView view) {
    if (NUMBER.matcher(which).matches()) {
      return view.findRecord(Long.parseLong(which));
    }
    try {
      return view.findRecord(UUID.fromString(which));
    } catch (IllegalArgumentException neither) {
      throw new ParameterException(
          spec.commandLine(),
          "the number of a record, from 1, or its id, a UUID, is wanted, not '" + which + "'",
          neither);
    }
  }

  private ObjectNode json(StoredRecord row, StayHistory history)
      throws ConfigException, IOException {
    RecordFields fields = new RecordFields(row, plates);
    ObjectNode json = fields.json();
    json.set("payload", fields.payload());
    Optional<UUID> session = id(fields.session());
    json.set("corrections", session.map(history::corrections).orElseGet(JSON::createArrayNode));
    Optional<UUID> passage = id(fields.passage());
    json.putNull("captured");
    if (passage.isPresent()) {
      json.set("captured", history.passage(passage.get()).orElse(null));
    }
    return json;
  }

  private static Optional<UUID> id(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
  }

  private static void print(PrintWriter out, StoredRecord row, ObjectNode json)
      throws JsonProcessingException {
    out.println("record " + row.seq() + " of epoch " + row.epoch());
    out.println("  id  " + row.id() + "  " + row.type());
    out.println("  state  " + state(row));
    if (!row.intact()) {
      out.println("  DAMAGED: these are not the bytes that were written");
    }
    JsonNode passage = json.path("captured");
    if (passage.isObject()) {
      StayHistory.print(out, "passage", passage);
    }
    if (json.path("session").isTextual()) {
      out.println("  stay  " + json.path("session").asText());
    }
    StayHistory.printCorrections(out, json.path("corrections"));
    out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json.get("payload")));
  }

  private static String state(StoredRecord row) {
    String settled = row.delivery().settledAt().map(Instant::toString).orElse("");
    String told =
        switch (row.state()) {
          case NEW -> "waiting: no broker has it";
          case SENT -> "sent: a broker has it, the cloud has not acknowledged it";
          case ACKED -> "acknowledged " + settled;
          case APART -> "quarantined " + settled + ": " + row.delivery().refusal().orElse("");
        };
    return told + "; taken by a broker " + row.delivery().tries() + " times";
  }
}
