package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.DeskOrder;
import io.wugan.agent.desk.ResendService.Range;
import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wugan records resend}. */
@Command(
    name = "resend",
    mixinStandardHelpOptions = true,
    description = {
      "Have records sent once more, even if they were acknowledged (补传). The cloud tells by their",
      "ids that it knows them. Quarantined ones stay so."
    })
final class RecordsResendCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which = new Which();

  @Option(
      names = "--epoch",
      paramLabel = "ID",
      description = "Refuse unless the numbers are this sequence's.")
  private @Nullable UUID epoch;

  @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who asks.")
  private String by = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Numbers, or ids. */
  static final class Which {

    @ArgGroup(exclusive = false)
    private @Nullable Numbers numbers;

    @Option(names = "--id", paramLabel = "ID", description = "A record's id; up to 100 times.")
    private List<UUID> ids = List.of();
  }

  /** From a number to another. */
  static final class Numbers {

    @Option(names = "--from", required = true, paramLabel = "N", description = "First number.")
    private long from;

    @Option(names = "--to", required = true, paramLabel = "N", description = "Last number.")
    private long to;
  }

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    DeskOrder order;
    try (LedgerView view = ledger.view()) {
      RecordFilter.checkEpoch(view, epoch);
      order = new DeskOrder.Resend(ledger.newId(), by, view.epoch().toString(), ranges(view));
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
    Answer answer = ledger.have(order);
    spec.commandLine()
        .getOut()
        .println((answer.applied() ? "done: " : "refused: ") + answer.text());
    return answer.applied() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private List<Range> ranges(LedgerView view) {
    Numbers numbers = which.numbers;
    if (numbers != null) {
      return List.of(new Range(numbers.from, numbers.to));
    }
    List<Range> ranges = new ArrayList<>();
    for (UUID id : which.ids) {
      long seq =
          view.findRecord(id)
              .orElseThrow(() -> new LedgerException("there is no record " + id))
              .seq();
      ranges.add(new Range(seq, seq));
    }
    return ranges;
  }
}
