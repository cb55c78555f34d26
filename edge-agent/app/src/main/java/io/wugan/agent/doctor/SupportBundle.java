package io.wugan.agent.doctor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.system.ShortCommand;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.session.SessionState;
import io.wugan.core.text.Bilingual;
import io.wugan.core.text.Language;
import io.wugan.sync.ledger.AuditLine;
import io.wugan.sync.ledger.LedgerAudit;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Everything that whoever helps from afar needs, in one file without secrets, plates and pictures:
 * configuration, log, what the checks found, versions, counts of the ledger, disk and system. Every
 * text goes through {@link SecretMask}; nothing that cannot be masked goes in. Immutable.
 */
public final class SupportBundle {

  /** Of the file; a mail takes it. */
  public static final int MOST_BYTES = 20 << 20;

  /** Of one text in it, unpacked; of a log the end counts, of everything else the beginning. */
  static final int MOST_TEXT_BYTES = 4 << 20;

  private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(20);

  private final DoctorContext context;
  private final List<Finding> findings;
  private final Sources sources;

  /**
   * What is taken as it lies.
   *
   * @param config the configuration file
   * @param logs files of the log; none where the journal has it
   * @param journal whether the system's journal is asked for the service's lines
   */
  public record Sources(Path config, List<Path> logs, boolean journal) {
    public Sources {
      logs = List.copyOf(logs);
    }
  }

  /** A text of the bundle. */
  private record Part(String name, String text) {}

  /** A bundle of what was found. */
  public SupportBundle(DoctorContext context, List<Finding> findings, Sources sources) {
    this.context = context;
    this.findings = List.copyOf(findings);
    this.sources = sources;
  }

  /**
   * Writes it. Blocks for half a minute at most.
   *
   * @param file the zip; replaced where it is there
   * @return names of what is in it, with their size
   * @throws IOException if it cannot be written, or grows beyond {@link #MOST_BYTES}
   */
  public List<String> write(Path file) throws IOException, InterruptedException {
    return write(file, MOST_BYTES);
  }

  List<String> write(Path file, long mostBytes) throws IOException, InterruptedException {
    List<Part> parts = parts();
    List<String> listing = new ArrayList<>();
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (Part part : parts) {
        byte[] bytes = SecretMask.of(part.text()).getBytes(StandardCharsets.UTF_8);
        listing.add("%s  %d bytes".formatted(part.name(), bytes.length));
        zip.putNextEntry(new ZipEntry(part.name()));
        zip.write(bytes);
        zip.closeEntry();
      }
      zip.putNextEntry(new ZipEntry("CONTENTS.txt"));
      zip.write(String.join("\n", listing).getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    if (Files.size(file) > mostBytes) {
      long size = Files.size(file);
      Files.delete(file);
      throw new IOException(
          file + ": would be " + size + " bytes long; at most " + mostBytes + " are allowed");
    }
    return listing;
  }

  private List<Part> parts() throws IOException, InterruptedException {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("wugan.yaml", head(sources.config())));
    parts.add(new Part("doctor.txt", checks()));
    parts.add(new Part("versions.txt", versions()));
    parts.add(new Part("health.jsonl", health()));
    parts.add(new Part("ledger.txt", ledger()));
    parts.add(new Part("data-folder.txt", listing()));
    parts.add(new Part("mounts.txt", head(context.folders().proc().resolve("self/mounts"))));
    parts.add(new Part("meminfo.txt", head(context.folders().proc().resolve("meminfo"))));
    add(parts, "disk.txt", "df", "-hT");
    add(parts, "uname.txt", "uname", "-a");
    add(parts, "unit.txt", "systemctl", "status", "--no-pager", "-n", "0", "wugan");
    add(parts, "addresses.txt", "ip", "-br", "address");
    if (sources.journal()) {
      add(
          parts,
          "journal.txt",
          "journalctl",
          "-u",
          "wugan",
          "--no-pager",
          "-o",
          "short-iso",
          "-n",
          "20000");
    }
    int number = 0;
    for (Path log : sources.logs()) {
      parts.add(new Part("log-" + ++number + ".txt", tail(log)));
    }
    return parts;
  }

  private static void add(List<Part> parts, String name, String program, String... arguments)
      throws InterruptedException {
    try {
      ShortCommand.run(PROGRAM_LIMIT, MOST_TEXT_BYTES, program, arguments)
          .ifPresent(text -> parts.add(new Part(name, text)));
    } catch (IOException late) {
      parts.add(new Part(name, String.valueOf(late.getMessage())));
    }
  }

  private String checks() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(
          "%s  %s %s %s: %s (%s) %s%n"
              .formatted(
                  finding.verdict(),
                  finding.check(),
                  finding.place(),
                  finding.what().in(Language.EN),
                  finding.figure().in(Language.EN),
                  finding.limit().in(Language.EN),
                  finding.remedy().in(Language.EN)));
    }
    return text.toString();
  }

  private String versions() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Bilingual, String> fact : BoardFacts.of(context).entrySet()) {
      text.append(fact.getKey().english()).append(": ").append(fact.getValue()).append('\n');
    }
    return text.toString();
  }

  private String health() {
    StringBuilder text = new StringBuilder();
    Optional<AgentState> agent = context.agent();
    if (agent.isEmpty()) {
      return "no agent answered\n";
    }
    for (AgentState.Fault fault : agent.get().faults()) {
      ObjectNode line =
          new JsonMapper()
              .createObjectNode()
              .put("kind", fault.kind())
              .put("lane", fault.lane())
              .put("detail", fault.detail());
      text.append(line).append('\n');
    }
    return text.toString();
  }

  // What the rules looked at and how much there is; their faults may name plates, and are masked.
  private String ledger() {
    Path database = LedgerAudit.databaseOf(context.folders().data());
    if (!Files.isRegularFile(database)) {
      return "no ledger\n";
    }
    StringBuilder text = new StringBuilder(counts());
    for (AuditLine line : new LedgerAudit(database, false, Optional.empty(), Instant.now()).run()) {
      text.append(
          "%s %s %s: %d rows, %d faults%n"
              .formatted(line.rule(), line.verdict(), line.what(), line.rows(), line.faultCount()));
      line.faults().forEach(fault -> text.append("   ").append(fault).append('\n'));
    }
    return text.toString();
  }

  private String counts() {
    try (LedgerView view = LedgerView.open(context.folders().data())) {
      return "epoch %s%nlast seq %d%ninside %d%nopen stays %d%nwaiting for a person %d%n"
          .formatted(
              view.epoch(),
              view.lastSeq(),
              view.occupancy(),
              view.countSessions(SessionState.OPEN),
              view.countReviews());
    } catch (LedgerException unreadable) {
      return "not readable: " + unreadable.getMessage() + "\n";
    }
  }

  // Names of pictures are hashes; folders of them are counted, not listed.
  private String listing() throws IOException {
    Path data = context.folders().data();
    if (!Files.isDirectory(data)) {
      return "no data folder\n";
    }
    StringBuilder text = new StringBuilder();
    try (var files = Files.list(data)) {
      for (Path file : files.sorted().toList()) {
        boolean folder = Files.isDirectory(file);
        long size = folder ? count(file) : Files.size(file);
        text.append("%s  %d %s%n".formatted(file.getFileName(), size, folder ? "files" : "bytes"));
      }
    }
    return text.toString();
  }

  private static long count(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static String head(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      return "cannot be read\n";
    }
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_TEXT_BYTES), StandardCharsets.UTF_8);
    }
  }

  private static String tail(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      return "cannot be read\n";
    }
    try (var in = Files.newInputStream(file)) {
      in.skipNBytes(Math.max(0, Files.size(file) - MOST_TEXT_BYTES));
      return new String(in.readNBytes(MOST_TEXT_BYTES), StandardCharsets.UTF_8);
    }
  }
}
