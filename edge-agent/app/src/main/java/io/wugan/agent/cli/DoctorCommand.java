package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.StateDesk;
import io.wugan.agent.doctor.CommissioningReport;
import io.wugan.agent.doctor.ConfigFindings;
import io.wugan.agent.doctor.Doctor;
import io.wugan.agent.doctor.DoctorContext;
import io.wugan.agent.doctor.Finding;
import io.wugan.agent.doctor.Verdict;
import io.wugan.agent.runtime.BoardLook;
import io.wugan.agent.runtime.DataFolder;
import io.wugan.agent.tally.TallyRows;
import io.wugan.core.text.Bilingual;
import io.wugan.core.text.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wugan doctor}: exit status 3 if a fault is found. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Check a board as an installer does (安装检测): supply, clock, disk, cameras, aim, contacts, panels,",
      "network, broker, speed; each with a figure, a limit and a remedy. Exit status 3 if there is a fault."
    })
final class DoctorCommand implements Callable<Integer> {

  private static final Duration LEAST_CAMERA = Duration.ofSeconds(2);
  private static final Duration MOST_CAMERA = Duration.ofMinutes(10);

  @Mixin private BoardConfig board = new BoardConfig();

  @Option(names = "--lang", description = "en or zh (default: ${DEFAULT-VALUE}).")
  private Language language = Language.EN;

  @Option(
      names = "--camera-time",
      paramLabel = "PT8S",
      description =
          "How long each camera is watched where no agent runs, 2 s to 10 min"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration cameraTime = DoctorContext.Options.STANDARD.cameraTime();

  @Option(names = "--no-panels", description = "Show nothing on the panels.")
  private boolean noPanels;

  @Option(
      names = "--accept",
      paramLabel = "LANE",
      description = "Accept how this lane is aimed now, by the running agent; then check nothing.")
  private @Nullable String accept;

  @Option(names = "--by", paramLabel = "NAME", description = "Who accepts.")
  private String by = "";

  @Option(
      names = "--report",
      paramLabel = "FILE|DIR",
      description = "Write the commissioning report: FILE.html, FILE.pdf, or both into a folder.")
  private @Nullable Path report;

  @Option(
      names = "--site-notes",
      paramLabel = "FILE",
      description = "A text of the installer's that goes into the report, UTF-8.")
  private @Nullable Path notes;

  @Mixin private FormatOption format = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (cameraTime.compareTo(LEAST_CAMERA) < 0 || cameraTime.compareTo(MOST_CAMERA) > 0) {
      throw new ParameterException(
          spec.commandLine(), "--camera-time: found " + cameraTime + "; allowed: PT2S to PT10M");
    }
    checkReport();
    ConfigFile.Result read = ConfigFile.check(board.file());
    String lane = accept;
    if (lane != null && read.config().isPresent()) {
      return accept(read.config().get(), lane);
    }
    List<Finding> findings = new ArrayList<>(ConfigFindings.of(read, board.file()));
    findings.forEach(this::print);
    if (read.config().isPresent()) {
      DoctorContext context = context(read.config().get());
      List<Finding> more = Doctor.examine(context, id -> {});
      more.forEach(this::print);
      findings.addAll(more);
      writeReport(context, findings);
    }
    boolean fault = Doctor.foundFault(findings);
    if (!format.isJson()) {
      summary(findings);
    }
    return fault ? ExitStatus.FAULT_FOUND : ExitStatus.DONE;
  }

  // Before minutes of checks, not after them.
  private void checkReport() {
    Path target = report;
    if (target != null && !Files.isDirectory(target) && !isReport(target.toString())) {
      throw new ParameterException(
          spec.commandLine(),
          "--report: found " + target + "; allowed: a file .html or .pdf, or a folder that exists");
    }
    if (notes != null && !Files.isReadable(notes)) {
      throw new ParameterException(
          spec.commandLine(), "--site-notes: " + notes + " cannot be read; a text is wanted");
    }
  }

  private static boolean isReport(String name) {
    return name.endsWith(".html") || name.endsWith(".pdf");
  }

  private int accept(AgentConfig known, String lane) throws IOException, InterruptedException {
    if (by.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--accept wants --by NAME");
    }
    Optional<Answer> answer =
        StateDesk.accept(new DataFolder(known.data()).desk(), lane, by, Duration.ofSeconds(5));
    PrintWriter out = spec.commandLine().getOut();
    out.println(answer.map(Answer::text).orElse("no agent answers on " + known.data()));
    out.flush();
    return answer.filter(Answer::applied).isPresent() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private DoctorContext context(AgentConfig known) throws IOException, InterruptedException {
    DoctorContext context =
        BoardLook.context(known, new DoctorContext.Options(cameraTime, !noPanels));
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        context.agent().isPresent()
            ? words("devices are seen through the running agent", "设备状态由运行中的程序提供")
            : words("no agent runs: devices are opened", "程序未运行：直接检测设备"));
    err.flush();
    return context;
  }

  private Map<Bilingual, String> tally(DoctorContext context) throws IOException {
    return TallyRows.of(new DataFolder(context.config().data()).tally());
  }

  private void writeReport(DoctorContext context, List<Finding> findings) throws IOException {
    Path target = report;
    if (target == null) {
      return;
    }
    CommissioningReport.Extras extras =
        new CommissioningReport.Extras(
            Files.readString(board.file()),
            notes == null ? "" : Files.readString(notes),
            tally(context));
    for (Path written :
        new CommissioningReport(context, findings, extras).write(target, language)) {
      spec.commandLine().getErr().println(words("report: ", "报告：") + written);
    }
    spec.commandLine().getErr().flush();
  }

  private String words(String english, String chinese) {
    return new Bilingual(english, chinese).in(language);
  }

  private void print(Finding finding) {
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(json(finding));
    } else {
      out.println(line(finding));
      if (!finding.remedy().isEmpty()) {
        out.println("             → " + finding.remedy().in(language));
      }
    }
    out.flush();
  }

  private String line(Finding finding) {
    String place = finding.place().isEmpty() ? "" : finding.place() + ": ";
    String limit =
        finding.limit().isEmpty()
            ? ""
            : words("  (wanted: ", "（要求：") + finding.limit().in(language) + words(")", "）");
    return "%s  %s %s%s: %s%s"
        .formatted(
            padded(finding.verdict().word().in(language)),
            finding.check(),
            place,
            finding.what().in(language),
            finding.figure().in(language),
            limit);
  }

  // A Chinese character takes two columns.
  private static String padded(String word) {
    int columns = word.codePoints().map(c -> c > 0x2e7f ? 2 : 1).sum();
    return word + " ".repeat(Math.max(0, 10 - columns));
  }

  private String json(Finding finding) {
    return new JsonMapper()
        .createObjectNode()
        .put("check", finding.check())
        .put("place", finding.place())
        .put("verdict", finding.verdict().name())
        .put("what", finding.what().in(language))
        .put("figure", finding.figure().in(language))
        .put("limit", finding.limit().in(language))
        .put("remedy", finding.remedy().in(language))
        .toString();
  }

  private void summary(List<Finding> findings) {
    StringBuilder line = new StringBuilder();
    for (Verdict verdict : Verdict.values()) {
      long count = findings.stream().filter(finding -> finding.verdict() == verdict).count();
      line.append(line.isEmpty() ? "" : ", ")
          .append(count)
          .append(' ')
          .append(verdict.word().in(language));
    }
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
