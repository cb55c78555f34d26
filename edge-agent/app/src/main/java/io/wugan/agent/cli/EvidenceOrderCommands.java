package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.EvidenceOrder;
import io.wugan.sync.ledger.HoldSubject;
import java.io.IOException;
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

/** The commands that change what becomes of pictures. */
final class EvidenceOrderCommands {

  private EvidenceOrderCommands() {}

  /** Whose pictures; one of the three. */
  static final class Subject {

    @Option(names = "--session", paramLabel = "ID", description = "Those of a stay.")
    private @Nullable UUID session;

    @Option(names = "--passage", paramLabel = "ID", description = "Those of one passage.")
    private @Nullable UUID passage;

    @Option(names = "--picture", paramLabel = "SHA256", description = "One picture, by its name.")
    private @Nullable String picture;

    HoldSubject get() {
      if (session != null) {
        return HoldSubject.session(session);
      }
      return passage != null
          ? HoldSubject.passage(passage)
          : HoldSubject.picture(picture == null ? "" : picture);
    }
  }

  /** What every order has. */
  abstract static class Base implements Callable<Integer> {

    @Mixin private LedgerOptions ledger = new LedgerOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    abstract EvidenceOrder order(UUID id);

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
      EvidenceOrder order;
      try {
        order = order(ledger.newId());
      } catch (IllegalArgumentException wrong) {
        throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
      }
      Answer answer = ledger.order(order);
      spec.commandLine()
          .getOut()
          .println((answer.applied() ? "done: " : "refused: ") + answer.text());
      return answer.applied() ? ExitStatus.DONE : ExitStatus.FAILED;
    }
  }

  /** An order about somebody's pictures. */
  abstract static class OfSubject extends Base {

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Subject subject = new Subject();

    @Mixin private ByOption by = new ByOption();

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why, for the audit.")
    private String reason = "";

    HoldSubject subject() {
      return subject.get();
    }

    String by() {
      return by.value();
    }

    String reason() {
      return reason;
    }
  }

  /** {@code wugan evidence hold}. */
  @Command(
      name = "hold",
      mixinStandardHelpOptions = true,
      description = "Keep pictures until they are released, whatever room or date say (保全).")
  static final class Hold extends OfSubject {
    @Override
    EvidenceOrder order(UUID id) {
      return new EvidenceOrder.Hold(id, subject(), by(), reason());
    }
  }

  /** {@code wugan evidence release}. */
  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = "End every hold of it; what is past its date goes at the next sweep (解除保全).")
  static final class Release extends OfSubject {
    @Override
    EvidenceOrder order(UUID id) {
      return new EvidenceOrder.Release(id, subject(), by(), reason());
    }
  }

  /** {@code wugan evidence sweep}. */
  @Command(
      name = "sweep",
      mixinStandardHelpOptions = true,
      description = "Sweep now, and compare every file with the ledger (立即清理).")
  static final class Sweep extends Base {
    @Override
    EvidenceOrder order(UUID id) {
      return new EvidenceOrder.Sweep(id);
    }
  }
}
