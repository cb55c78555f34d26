package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.doctor.CommissioningReport;
import io.wugan.agent.doctor.ConfigFindings;
import io.wugan.agent.doctor.Doctor;
import io.wugan.agent.doctor.DoctorContext;
import io.wugan.agent.doctor.Finding;
import io.wugan.agent.doctor.SupportBundle;
import io.wugan.agent.page.access.PrivateFile;
import io.wugan.agent.page.api.CheckPort;
import io.wugan.agent.page.http.PageRequest;
import io.wugan.agent.tally.TallyRows;
import io.wugan.core.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the board it runs on for whoever asks at the page, on the thread {@code page-check}, as
 * {@code wugan doctor} beside a running agent: what cameras and panels do is asked of this agent,
 * by its desk. Thread-safe.
 */
final class PageCheck implements CheckPort {

  private static final Logger log = LoggerFactory.getLogger(PageCheck.class);
  private static final long STOP_SECONDS = 5;

  private final AgentConfig config;
  private final Optional<Path> file;
  private final DataFolder folder;
  private final InstantSource clock;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "page-check");
            made.setDaemon(true);
            return made;
          });
  // Guarded by this.
  private State state = new State(false, "", "", Optional.empty(), List.of(), "");

  /**
   * @param config what the agent is told
   * @param file its configuration file; empty where there is none
   * @param folder of its data
   * @param clock when a check ends
   */
  PageCheck(AgentConfig config, Optional<Path> file, DataFolder folder, InstantSource clock) {
    this.config = config;
    this.file = file;
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public synchronized boolean begin(String notes, String by) {
    if (state.running()) {
      return false;
    }
    State before = state;
    state = new State(true, "", by, Optional.empty(), List.of(), "");
    try {
      thread.execute(() -> run(notes, by));
    } catch (RejectedExecutionException ending) {
      log.debug("no check while the agent ends", ending);
      state = before;
      return false;
    }
    return true;
  }

  private void run(String notes, String by) {
    List<Finding> findings = new ArrayList<>();
    String fault = "it broke off; the log says why";
    try {
      if (file.isPresent()) {
        findings.addAll(ConfigFindings.of(ConfigFile.check(file.get()), file.get()));
      }
      DoctorContext context = BoardLook.context(config, DoctorContext.Options.STANDARD);
      findings.addAll(Doctor.examine(context, step -> step(step, by)));
      write(context, findings, notes);
      fault = "";
    } catch (IOException | RuntimeException failed) { // told to whoever asked
      log.warn("the check of the page broke off", failed);
      fault = String.valueOf(failed.getMessage());
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      fault = "the agent ended meanwhile";
    } finally { // whatever was thrown: the next check can begin
      synchronized (this) {
        state = new State(false, "", by, Optional.of(clock.instant()), findings, fault);
      }
    }
  }

  private synchronized void step(String id, String by) {
    state = new State(true, id, by, Optional.empty(), List.of(), "");
  }

  private void write(DoctorContext context, List<Finding> findings, String notes)
      throws IOException, InterruptedException {
    Path papers = folder.papers();
    PrivateFile.makeFolder(folder.page());
    PrivateFile.makeFolder(papers);
    for (Paper paper : Paper.values()) {
      for (Language language : Language.values()) {
        Files.deleteIfExists(path(paper, language)); // of an earlier check
      }
    }
    CommissioningReport report =
        new CommissioningReport(
            context,
            findings,
            new CommissioningReport.Extras(
                file.isPresent() ? Files.readString(file.get()) : "",
                notes,
                TallyRows.of(folder.tally())));
    writeReport(report, Paper.HTML);
    new SupportBundle(context, findings, new SupportBundle.Sources(source(), List.of(), true))
        .write(path(Paper.BUNDLE, Language.EN));
    writeReport(report, Paper.PDF); // the last: a board may be without a Chinese font
  }

  private void writeReport(CommissioningReport report, Paper paper) throws IOException {
    for (Language language : Language.values()) {
      report.write(path(paper, language), language);
    }
  }

  // Without a file of its own there is none to look at, which the bundle says.
  private Path source() {
    return file.orElse(folder.root().resolve("no-configuration-file"));
  }

  private Path path(Paper paper, Language language) {
    return folder.papers().resolve(name(paper, language));
  }

  private String name(Paper paper, Language language) {
    String board = config.site() + "-" + config.edge();
    return paper == Paper.BUNDLE
        ? "support-" + board + ".zip"
        : "commissioning-%s-%s.%s"
            .formatted(board, language.name().toLowerCase(Locale.ROOT), paper.ending());
  }

  @Override
  public synchronized State state() {
    return state;
  }

  @Override
  public Optional<Written> find(Paper paper, Language language) throws IOException {
    Path wanted = path(paper, language);
    if (state().running() || !Files.isRegularFile(wanted)) {
      return Optional.empty();
    }
    return Optional.of(
        new Written(name(paper, language), new PageRequest.Body(Files.readAllBytes(wanted))));
  }

  /** Ends the check that goes on; waits for some seconds at most. */
  void close() throws InterruptedException {
    thread.shutdownNow();
    if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      log.warn("page-check did not end within {} s", STOP_SECONDS);
    }
  }
}
