package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.DeskOrder;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Correction;
import io.wugan.core.session.Correction.Change;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.VoidReason;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that put stays right. */
final class CorrectionCommands {

  private CorrectionCommands() {}

  /** What every correction has. */
  abstract static class Base implements Callable<Integer> {

    @Mixin private LedgerOptions ledger = new LedgerOptions();

    @Mixin private ByOption by = new ByOption();

    @Option(names = "--why", paramLabel = "TEXT", description = "Reason, for the audit.")
    private String why = "";

    @Option(
        names = "--revision",
        paramLabel = "N",
        description = "Refuse if the stay was changed since this revision.")
    private @Nullable Integer revision;

    @Spec CommandSpec spec = CommandSpec.create();

    /** The review item it settles; empty for none. */
    abstract Optional<UUID> review();

    /** The stay to change; empty where there is none. */
    abstract Optional<UUID> session() throws ConfigException, IOException;

    abstract Change change();

    LedgerOptions ledger() {
      return ledger;
    }

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
      OptionalInt expected = revision == null ? OptionalInt.empty() : OptionalInt.of(revision);
      Answer answer =
          ledger.have(
              new DeskOrder.Correct(
                  new Correction(
                      ledger.newId(),
                      Correction.Origin.OPERATOR,
                      by.value(),
                      why,
                      session(),
                      expected,
                      review(),
                      change())));
      String line = (answer.applied() ? "applied: " : "refused: ") + answer.text();
      spec.commandLine().getOut().println(line);
      return answer.applied() ? ExitStatus.DONE : ExitStatus.FAILED;
    }
  }

  /** A correction of the stay that is named. */
  abstract static class OfSession extends Base {

    @Parameters(index = "0", paramLabel = "SESSION", description = "Id of the stay.")
    private UUID session = new UUID(0, 0);

    @Option(names = "--review", paramLabel = "ID", description = "The review item it settles.")
    private @Nullable UUID review;

    @Override
    Optional<UUID> review() {
      return Optional.ofNullable(review);
    }

    @Override
    Optional<UUID> session() {
      return Optional.of(session);
    }
  }

  /** {@code wugan sessions plate}. */
  @Command(
      name = "plate",
      mixinStandardHelpOptions = true,
      description = "The plate of a stay was read wrongly, or not at all (改车牌).")
  static final class SetPlate extends OfSession {

    @Parameters(index = "1", paramLabel = "PLATE", description = "What it is, such as 浙A12345.")
    private String plate = "";

    @Option(names = "--color", defaultValue = "UNKNOWN", description = "${COMPLETION-CANDIDATES}.")
    private PlateColor color = PlateColor.UNKNOWN;

    @Override
    Change change() {
      PlateNumber number =
          PlateNumber.parse(plate)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(), "'" + plate + "' is no plate of GA 36-2018"));
      return new Change.SetPlate(number, color);
    }
  }

  /** {@code wugan sessions bind}. */
  @Command(
      name = "bind",
      mixinStandardHelpOptions = true,
      description = "This exit ends the stay (匹配出场).")
  static final class Bind extends OfSession {

    @Parameters(index = "1", paramLabel = "PASSAGE", description = "Id of the exit's passage.")
    private UUID passage = new UUID(0, 0);

    @Override
    Change change() {
      return new Change.BindExit(passage);
    }
  }

  /** {@code wugan sessions forget}. */
  @Command(
      name = "forget",
      mixinStandardHelpOptions = true,
      description = "The exit was not its own: the vehicle is still inside (撤销出场).")
  static final class Forget extends OfSession {
    @Override
    Change change() {
      return new Change.ForgetExit();
    }
  }

  /** {@code wugan sessions close}. */
  @Command(
      name = "close",
      mixinStandardHelpOptions = true,
      description = "The vehicle has left, nobody knows when; the exit time stays unknown (关闭).")
  static final class Close extends OfSession {
    @Override
    Change change() {
      return new Change.CloseWithoutExit();
    }
  }

  /** {@code wugan sessions discard}. */
  @Command(
      name = "discard",
      mixinStandardHelpOptions = true,
      description = "It never was a stay (作废).")
  static final class Discard extends OfSession {

    @Parameters(index = "1", paramLabel = "REASON", description = "${COMPLETION-CANDIDATES}.")
    private VoidReason reason = VoidReason.FALSE_READ;

    @Override
    Change change() {
      return new Change.Discard(reason);
    }
  }

  /** {@code wugan sessions recount}. */
  @Command(
      name = "recount",
      mixinStandardHelpOptions = true,
      description = "So many vehicles are inside; stays remain as they are (盘点).")
  static final class Recount extends Base {

    @Parameters(index = "0", paramLabel = "COUNT", description = "Vehicles inside, 0 or more.")
    private int inside;

    @Override
    Optional<UUID> review() {
      return Optional.empty();
    }

    @Override
    Optional<UUID> session() {
      return Optional.empty();
    }

    @Override
    Change change() {
      try {
        return new Change.Recount(inside);
      } catch (IllegalArgumentException wrong) {
        throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
      }
    }
  }

  /** {@code wugan sessions confirm}. */
  @Command(
      name = "confirm",
      mixinStandardHelpOptions = true,
      description = "A review item is right as it stands (确认).")
  static final class Confirm extends Base {

    @Parameters(index = "0", paramLabel = "REVIEW", description = "Id of the review item.")
    private UUID item = new UUID(0, 0);

    @Override
    Optional<UUID> review() {
      return Optional.of(item);
    }

    @Override
    Optional<UUID> session() throws ConfigException, IOException {
      try (LedgerView view = ledger().view()) {
        return view.findReview(item).flatMap(ReviewItem::sessionId);
      }
    }

    @Override
    Change change() {
      return new Change.Confirm();
    }
  }
}
