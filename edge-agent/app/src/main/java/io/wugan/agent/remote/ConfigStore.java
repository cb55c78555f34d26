package io.wugan.agent.remote;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.config.Problem;
import io.wugan.agent.file.WholeFile;
import io.wugan.agent.remote.ConfigState.Trial;
import io.wugan.sync.contract.DesiredConfig;
import io.wugan.sync.contract.ReportedConfig;
import io.wugan.sync.contract.ReportedConfig.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file on the board, the cloud's configurations beside it, and which of them is in force.
 *
 * <pre>
 * LOCAL or APPLIED n ── m comes, no problem ──▶ PROBATION m ── proved ─▶ APPLIED m
 *        ▲                                         │
 *        └── not proved, or 3 starts were not enough ┘ REVERTED m
 * </pre>
 *
 * <p>Whoever edits the file on the board has the last word: from then on it is in force, until the
 * cloud sends a new version. Thread-safe.
 */
public final class ConfigStore {

  private static final Logger log = LoggerFactory.getLogger(ConfigStore.class);

  /** With as many starts on probation it is taken back. */
  static final int MOST_STARTS = 3;

  private static final int KEPT_VERSIONS = 5;

  private final Path localFile;
  private final AgentConfig local;
  private final Path folder;
  private final InstantSource clock;
  private ConfigState state;

  private ConfigStore(Path localFile, AgentConfig local, InstantSource clock) {
    this.localFile = localFile;
    this.local = local;
    this.folder = local.data().resolve("config");
    this.clock = clock;
    this.state = ConfigState.local(local.source().hash(), 0);
  }

  /**
   * Reads the file on the board and what the cloud sent before.
   *
   * @param file on the board
   * @param clock what reports are stamped with
   * @throws ConfigException if the file on the board is no configuration
   * @throws IOException if a file cannot be read
   */
  public static ConfigStore open(Path file, InstantSource clock)
      throws ConfigException, IOException {
    ConfigStore store = new ConfigStore(file, ConfigFile.load(file), clock);
    store.readState();
    return store;
  }

  private void readState() throws IOException {
    Optional<ConfigState> known;
    try {
      known = ConfigStateFile.read(stateFile());
    } catch (IOException damaged) {
      log.error("{}; the file on the board is in force", damaged.getMessage());
      return;
    }
    if (known.isPresent() && known.get().localHash().equals(local.source().hash())) {
      state = known.get();
    } else if (known.isPresent()) {
      log.warn("{} was edited: it is in force again", localFile);
      state = ConfigState.local(local.source().hash(), known.get().newest());
      save(state.withTold(report(0, local.source().hash(), Status.LOCAL, "the file was edited")));
    }
  }

  private Path stateFile() {
    return folder.resolve("state.json");
  }

  private Path document(long version) {
    return folder.resolve("desired-" + version + ".json");
  }

  /**
   * The configuration to start with; counts the starts of one that is on probation, and takes it
   * back when they are too many.
   */
  public synchronized AgentConfig choose() throws IOException {
    Optional<Trial> trial = state.trial();
    if (trial.isPresent() && trial.get().starts() >= MOST_STARTS) {
      revert("the agent was started " + MOST_STARTS + " times without proving it");
    } else if (trial.isPresent()) {
      Trial next = new Trial(trial.get().version(), trial.get().starts() + 1, trial.get().lanes());
      Optional<AgentConfig> tried = read(next.version());
      if (tried.isPresent()) {
        save(state.withTrial(next));
        return tried.get();
      }
      revert("its document cannot be read any more");
    }
    Optional<AgentConfig> current = state.current() == 0 ? Optional.empty() : read(state.current());
    return current.orElse(local);
  }

  private Optional<AgentConfig> read(long version) {
    try {
      ConfigFile.Result result =
          ConfigFile.check(document(version), localFile.toAbsolutePath().resolveSibling(""));
      return result
          .config()
          .map(config -> config.from(new AgentConfig.Source(version, config.source().hash())));
    } catch (IOException unreadable) {
      log.error("configuration {} cannot be read: {}", version, unreadable.getMessage());
      return Optional.empty();
    }
  }

  /** What is on probation. */
  public synchronized Optional<Long> onTrial() {
    return state.trial().map(Trial::version);
  }

  /** Lanes whose cameras gave pictures before the probation. */
  synchronized List<String> lanesBefore() {
    return state.trial().map(Trial::lanes).orElse(List.of());
  }

  /** What is to be told of the configuration. */
  synchronized ReportedConfig told() {
    return state.told().orElseGet(() -> report(0, local.source().hash(), Status.LOCAL, ""));
  }

  /**
   * Takes a configuration from the cloud.
   *
   * @param desired signed by somebody who is trusted, and for this board
   * @param lanes whose cameras give pictures now
   * @return whether the agent should be started anew with it
   * @throws IOException if it cannot be written; nothing has changed
   */
  synchronized boolean take(DesiredConfig desired, List<String> lanes) throws IOException {
    if (desired.version() <= state.newest()) {
      log.info("configuration {} is known, or older", desired.version());
      return false;
    }
    Files.createDirectories(folder);
    WholeFile.write(
        document(desired.version()), desired.document().getBytes(StandardCharsets.UTF_8));
    ConfigFile.Result checked =
        ConfigFile.check(
            document(desired.version()), localFile.toAbsolutePath().resolveSibling(""));
    List<ReportedConfig.Problem> problems = problems(checked);
    String hash = checked.config().map(config -> config.source().hash()).orElse("0".repeat(64));
    if (checked.config().isEmpty() || !problems.isEmpty()) {
      log.warn("configuration {} by {} is rejected", desired.version(), desired.by());
      save(
          state
              .withNewest(desired.version())
              .withTold(
                  new ReportedConfig(
                      desired.version(),
                      hash,
                      Status.REJECTED,
                      "it has problems",
                      problems,
                      now())));
      Files.deleteIfExists(document(desired.version()));
      return false;
    }
    log.warn("configuration {} by {} is tried", desired.version(), desired.by());
    save(
        state
            .withNewest(desired.version())
            .withTrial(new Trial(desired.version(), 0, lanes))
            .withTold(report(desired.version(), hash, Status.PROBATION, "")));
    return true;
  }

  private List<ReportedConfig.Problem> problems(ConfigFile.Result checked) {
    List<ReportedConfig.Problem> problems = new ArrayList<>();
    for (Problem problem : checked.problems()) {
      if (problem.severity() == Problem.Severity.ERROR) {
        problems.add(
            new ReportedConfig.Problem(
                problem.line(), problem.key(), problem.found(), problem.allowed()));
      }
    }
    checked.config().ifPresent(config -> problems.addAll(fixed(config)));
    return problems;
  }

  /** What the cloud cannot change: with it, a board would no longer be the one that it was. */
  private List<ReportedConfig.Problem> fixed(AgentConfig config) {
    List<ReportedConfig.Problem> problems = new ArrayList<>();
    fixed(problems, "site", config.site(), local.site());
    fixed(problems, "edge", config.edge(), local.edge());
    fixed(problems, "data", config.data().toString(), local.data().toString());
    if (!config.commands().equals(local.commands())) {
      problems.add(
          new ReportedConfig.Problem(
              0, "commands", "another section", "that of the file on the board"));
    }
    if (!config.updates().trustedKeys().equals(local.updates().trustedKeys())) {
      problems.add(
          new ReportedConfig.Problem(
              0, "updates.trustedKeys", "another file", "that of the file on the board"));
    }
    return problems;
  }

  private static void fixed(
      List<ReportedConfig.Problem> problems, String key, String found, String allowed) {
    if (!found.equals(allowed)) {
      problems.add(
          new ReportedConfig.Problem(0, key, found, allowed + ", as in the file on the board"));
    }
  }

  /** The one on probation has proved itself. */
  synchronized void keep() throws IOException {
    Optional<Trial> trial = state.trial();
    if (trial.isPresent()) {
      long version = trial.get().version();
      log.warn("configuration {} has proved itself and stays", version);
      save(
          state.withoutTrial(version).withTold(report(version, told().hash(), Status.APPLIED, "")));
      forgetOld();
    }
  }

  /**
   * Takes back what is on probation; the next start is with what was in force before.
   *
   * @param reason why, for people
   */
  public synchronized void revert(String reason) throws IOException {
    Optional<Trial> trial = state.trial();
    if (trial.isPresent()) {
      long version = trial.get().version();
      log.error("configuration {} is taken back: {}", version, reason);
      save(
          state
              .withoutTrial(state.current())
              .withTold(report(version, told().hash(), Status.REVERTED, reason)));
    }
  }

  private void save(ConfigState next) throws IOException {
    Files.createDirectories(folder);
    ConfigStateFile.write(stateFile(), next);
    state = next;
  }

  private ReportedConfig report(long version, String hash, Status status, String reason) {
    return new ReportedConfig(version, hash, status, reason, List.of(), now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Keeps the newest few, so that a person can look at them. */
  private void forgetOld() throws IOException {
    List<Path> documents = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "desired-*.json")) {
      found.forEach(documents::add);
    }
    documents.sort(Comparator.comparingLong(ConfigStore::version).reversed());
    for (Path old :
        documents.subList(Math.min(KEPT_VERSIONS, documents.size()), documents.size())) {
      if (version(old) != state.current()) {
        Files.deleteIfExists(old);
      }
    }
  }

  private static long version(Path document) {
    String digits = document.getFileName().toString().replaceAll("\\D", "");
    return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
  }
}
