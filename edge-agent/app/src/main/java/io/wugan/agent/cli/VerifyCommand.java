package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.runtime.DataFolder;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.AuditLine;
import io.wugan.sync.ledger.LedgerAudit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan verify}: exit status 3 if a rule is broken. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Hold the rules of a ledger against what is written, beside a running agent or at a copy",
      "(账本核验). Exit status 3 if a rule is broken."
    })
final class VerifyCommand implements Callable<Integer> {

  @Mixin private DataOptions data = new DataOptions();

  @Option(names = "--full", description = "Compare each index with its table, too; takes longer.")
  private boolean full;

  @Mixin private FormatOption format = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    Path where = data.get();
    LedgerAudit audit =
        new LedgerAudit(LedgerAudit.databaseOf(where), full, pictures(where), Instant.now());
    List<AuditLine> lines = audit.run();
    PrintWriter out = spec.commandLine().getOut();
    for (AuditLine line : lines) {
      print(line, out);
    }
    out.flush();
    boolean broken = lines.stream().anyMatch(l -> l.verdict() == AuditLine.Verdict.BROKEN);
    return broken ? ExitStatus.FAULT_FOUND : ExitStatus.DONE;
  }

  private static Optional<Predicate<String>> pictures(Path where) {
    Path folder = new DataFolder(where).evidence();
    if (!Files.isDirectory(where)) {
      return Optional.empty();
    }
    return Optional.of(sha256 -> Files.isRegularFile(FileEvidenceStore.fileOf(folder, sha256)));
  }

  private void print(AuditLine line, PrintWriter out) {
    if (format.isJson()) {
      out.println(json(line));
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s %-11s %s (%d looked at%s)%n",
        line.rule(),
        line.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        line.what(),
        line.rows(),
        line.faultCount() > 0 ? ", " + line.faultCount() + " faults" : "");
    line.faults().forEach(fault -> out.println("     " + fault));
    if (line.faultCount() > line.faults().size()) {
      out.println("     … and " + (line.faultCount() - line.faults().size()) + " more");
    }
  }

  private static String json(AuditLine line) {
    ObjectNode json =
        new JsonMapper()
            .createObjectNode()
            .put("rule", line.rule())
            .put("what", line.what())
            .put("verdict", line.verdict().name())
            .put("rows", line.rows())
            .put("faults", line.faultCount());
    line.faults().forEach(json.putArray("details")::add);
    return json.toString();
  }
}
