package io.wugan.lab.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.CommandReader;
import io.wugan.sync.contract.MalformedMessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan sign-command}: what to publish on a board's {@code dn/cmd}. */
@Command(
    name = "sign-command",
    mixinStandardHelpOptions = true,
    description = {
      "Print a signed command for a board, to be published on {root}/{site}/{edge}/dn/cmd.",
      "Types and their arguments: docs/cloud.md."
    })
public final class SignCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Private key: PEM, PKCS#8, Ed25519 or ECDSA P-256.")
  private Path key = Path.of("");

  @Option(names = "--edge", required = true, paramLabel = "SITE/EDGE", description = "The board.")
  private String edge = "";

  @Parameters(paramLabel = "TYPE", description = "correct, list, resend, snapshot, restart …")
  private String type = "";

  @Option(
      names = "--args",
      paramLabel = "JSON|@FILE",
      description = "What the type asks for; {} if left out.")
  private String args = "{}";

  @Option(
      names = "--valid-for",
      paramLabel = "TIME",
      description = "Not to be begun later, ISO 8601 (default: ${DEFAULT-VALUE}; P7D at most).")
  private Duration validFor = Duration.ofMinutes(10);

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who asks, for the audit (default: ${DEFAULT-VALUE}).")
  private String by = "back end";

  @Option(
      names = "--id",
      paramLabel = "UUID",
      description = "Of the command: the same id is done once. A new one if left out.")
  private @Nullable UUID id;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    ObjectNode command =
        JSON.createObjectNode()
            .put("cmdId", Optional.ofNullable(id).orElseGet(SignCommand::newId).toString())
            .put("edge", edge)
            .put("type", type)
            .put("exp", Instant.now().plus(validFor).truncatedTo(ChronoUnit.MILLIS).toString())
            .put("by", by);
    command.set("args", arguments());
    byte[] bytes = JSON.writeValueAsBytes(command);
    try {
      new CommandReader().read(bytes);
    } catch (MalformedMessageException wrong) {
      throw new ParameterException(
          spec.commandLine(), "no board would read it: " + wrong.getMessage(), wrong);
    }
    spec.commandLine().getOut().println(CommandSigner.load(key).sign(command.toString()));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static UUID newId() {
    return new TimeOrderedIds(new SystemLotClock(), new SecureRandom()).next();
  }

  private JsonNode arguments() throws IOException {
    String text = args.startsWith("@") ? Files.readString(Path.of(args.substring(1))) : args;
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new ParameterException(
          spec.commandLine(), "--args: no JSON: " + broken.getOriginalMessage(), broken);
    }
  }
}
