package io.wugan.agent.cli;

import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.OutboxState;
import io.wugan.sync.ledger.RecordQuery;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which records a command is about. */
final class RecordFilter {

  private static final String PREFIX = "parking.";
  private static final String SUFFIX = ".v1";
  private static final List<String> TYPES =
      List.of("entry", "exit", "session", "review", "unresolved", "clock", "alert");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private Set<RecordState> states = Set.of();

  @Option(
      names = "--type",
      split = ",",
      paramLabel = "TYPE",
      description = "Only these: entry, exit, session, review, unresolved, clock, alert.")
  private Set<String> types = Set.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Happened then or later: 2026-03-01T08:00:00+08:00, or a day in UTC.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Happened before then.")
  private @Nullable Instant until;

  @Option(names = "--session", paramLabel = "ID", description = "Of this stay.")
  private @Nullable UUID session;

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "1",
      description = "Lowest number (default: ${DEFAULT-VALUE}).")
  private long from = 1;

  @Option(names = "--to", paramLabel = "N", description = "Highest number.")
  private @Nullable Long to;

  @Option(
      names = "--epoch",
      paramLabel = "ID",
      description = "Fail unless the numbers are this sequence's.")
  private @Nullable UUID epoch;

  /** What is asked for; wrong use if nothing could meet it. */
  RecordQuery query() {
    try {
      return new RecordQuery(
          states.stream().map(RecordState::state).collect(Collectors.toSet()),
          types(),
          Optional.ofNullable(since),
          Optional.ofNullable(until),
          Optional.ofNullable(session),
          from,
          to == null ? Long.MAX_VALUE : to);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()));
    }
  }

  private Set<String> types() {
    Set<String> whole = new LinkedHashSet<>();
    for (String type : types) {
      String name = type.toLowerCase(Locale.ROOT);
      if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
        name = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
      }
      if (!TYPES.contains(name)) {
        throw new IllegalArgumentException(
            "--type must be one of " + String.join(", ", TYPES) + ", not '" + type + "'");
      }
      whole.add(PREFIX + name + SUFFIX);
    }
    return whole;
  }

  /**
   * Checks that numbers are meant as the ledger counts them.
   *
   * @throws EpochException if another sequence is meant
   */
  void checkEpoch(LedgerView view) {
    checkEpoch(view, epoch);
  }

  static void checkEpoch(LedgerView view, @Nullable UUID wanted) {
    if (wanted == null || wanted.equals(view.epoch())) {
      return;
    }
    String why =
        view.findEarlierEpoch()
            .filter(earlier -> earlier.epoch().equals(wanted))
            .map(
                earlier ->
                    "; that one ended with number "
                        + earlier.lastSeq()
                        + ", and what the cloud did not have has new numbers: look for it by id")
            .orElse("");
    throw new EpochException(
        "the numbers of this ledger belong to epoch " + view.epoch() + ", not to " + wanted + why);
  }

  /** How a state reads on the command line. */
  static String name(OutboxState state) {
    return RecordState.of(state).name();
  }
}
