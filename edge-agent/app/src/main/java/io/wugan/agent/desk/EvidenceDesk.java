package io.wugan.agent.desk;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.time.LotClock;
import io.wugan.sync.evidence.EvidenceSweeper;
import io.wugan.sync.evidence.SweepReport;
import io.wugan.sync.ledger.EvidenceHold;
import io.wugan.sync.ledger.EvidenceIndex;
import io.wugan.sync.ledger.ForgetReport;
import io.wugan.sync.ledger.GoneReason;
import io.wugan.sync.ledger.HoldOutcome;
import io.wugan.sync.ledger.HoldSubject;
import io.wugan.sync.ledger.PlateForgetting;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is ordered about pictures: orders wait in the same folder as corrections. Confined to
 * the thread that sweeps, so that nothing is pruned while it is being held.
 */
public final class EvidenceDesk {

  private static final Logger log = LoggerFactory.getLogger(EvidenceDesk.class);

  // Whoever ordered a sweep waits for so long; the rest is done by the next ones.
  private static final Duration SWEEP_LIMIT = Duration.ofSeconds(15);

  private final OrderFolder orders;
  private final EvidenceIndex index;
  private final PlateForgetting forgetting;
  private final EvidenceSweeper sweeper;
  private final LotClock clock;

  /**
   * @param folder in which orders wait
   * @param ledger where holds are written down, and vehicles forgotten
   * @param sweeper of the same ledger
   * @param clock when they are held
   */
  public EvidenceDesk(Path folder, SqliteLedger ledger, EvidenceSweeper sweeper, LotClock clock) {
    this.orders = folder(folder);
    this.index = ledger.evidence();
    this.forgetting = ledger.forgetting();
    this.sweeper = sweeper;
    this.clock = clock;
  }

  private static OrderFolder folder(Path folder) {
    return new OrderFolder(folder, ".evidence", "orders about pictures");
  }

  /**
   * Hands an order in, beside a running agent or without one.
   *
   * @throws IOException if the folder cannot be written to, or too many wait already
   */
  public static void submit(Path folder, EvidenceOrder order) throws IOException {
    folder(folder).submit(order.id(), EvidenceOrderJson.write(order));
  }

  /** Waits for an answer and takes it away; empty if there is none within {@code limit}. */
  public static Optional<Answer> await(Path folder, UUID id, Duration limit)
      throws IOException, InterruptedException {
    return folder(folder).await(id, limit);
  }

  /**
   * Holds and releases that wait, the oldest first; what takes longer waits for the sweep's end.
   */
  public void applyHolds() throws IOException, InterruptedException {
    apply(false);
  }

  /**
   * Everything that waits, the oldest first.
   *
   * @throws LedgerException if the ledger does not write; the order waits on
   */
  public void applyWaiting() throws IOException, InterruptedException {
    apply(true);
  }

  private void apply(boolean sweepsToo) throws IOException, InterruptedException {
    for (Path file : orders.waiting()) {
      EvidenceOrder order;
      try {
        order = EvidenceOrderJson.read(Files.readString(file));
      } catch (IllegalArgumentException noOrder) {
        log.error("{} is no order and is put aside: {}", file, noOrder.getMessage());
        orders.setAside(file);
        continue;
      }
      if (sweepsToo
          || order instanceof EvidenceOrder.Hold
          || order instanceof EvidenceOrder.Release) {
        Answer answer = apply(order);
        log.info("pictures, order {}: {}", order.id(), answer.text());
        orders.answer(file, answer);
      }
    }
  }

  private Answer apply(EvidenceOrder order) throws IOException, InterruptedException {
    if (order instanceof EvidenceOrder.Hold hold) {
      return hold(hold);
    }
    if (order instanceof EvidenceOrder.Release release) {
      return release(release);
    }
    if (order instanceof EvidenceOrder.Forget forget) {
      return forget(forget);
    }
    return sweep(order.id());
  }

  private Answer hold(EvidenceOrder.Hold order) throws InterruptedException {
    sweeper.index(); // the passage may be a minute old
    HoldOutcome outcome =
        LedgerWait.on(
            index.hold(
                new EvidenceHold(
                    order.id(),
                    order.subject(),
                    clock.now().utc(),
                    order.by(),
                    order.reason(),
                    Optional.empty())));
    return switch (outcome.result()) {
      case DONE -> done(order.id(), order.subject(), "held", outcome);
      case DONE_BEFORE -> done(order.id(), order.subject(), "held before", outcome);
      case UNKNOWN_SUBJECT ->
          new Answer(order.id(), false, "there is no " + order.subject() + " with pictures here");
    };
  }

  private Answer release(EvidenceOrder.Release order) throws InterruptedException {
    HoldOutcome outcome =
        LedgerWait.on(
            index.release(
                order.subject(),
                new EvidenceHold.Release(
                    order.id(), clock.now().utc(), order.by(), order.reason())));
    return switch (outcome.result()) {
      case DONE -> done(order.id(), order.subject(), "released", outcome);
      case DONE_BEFORE -> done(order.id(), order.subject(), "released before", outcome);
      case UNKNOWN_SUBJECT ->
          new Answer(order.id(), false, "nothing holds " + order.subject() + " by that name");
    };
  }

  private static Answer done(UUID id, HoldSubject subject, String what, HoldOutcome outcome) {
    String gone = outcome.gone() == 0 ? "" : ", " + outcome.gone() + " went before";
    return new Answer(
        id,
        true,
        String.format(
            Locale.ROOT, "%s %s: %d pictures%s", subject, what, outcome.pictures(), gone));
  }

  private Answer forget(EvidenceOrder.Forget order) throws IOException, InterruptedException {
    sweeper.index(); // what is not in the index yet cannot be deleted
    if (order.dryRun()) {
      return ForgetAnswer.of(order.request(), forgetting.look(order.request()), true);
    }
    ForgetReport report = forgetting.forget(order.request(), clock.now().utc());
    sweeper.eraseGivenUp(report.pictures());
    return ForgetAnswer.of(order.request(), report, false);
  }

  private Answer sweep(UUID id) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SWEEP_LIMIT.toNanos();
    SweepReport report =
        sweeper.sweep(EvidenceSweeper.Extent.ALL_FOLDERS, () -> System.nanoTime() - deadline < 0);
    return new Answer(id, true, told(report));
  }

  /** A sweep in one line. */
  public static String told(SweepReport report) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d pictures, %d MB kept; new %d, found %d",
                report.totals().files(),
                report.totals().bytes() >> 20,
                report.indexed(),
                report.adopted()));
    for (GoneReason reason : GoneReason.values()) {
      if (report.gone(reason) > 0) {
        line.append(", ").append(reason).append(' ').append(report.gone(reason));
      }
    }
    if (report.overBytes() > 0) {
      line.append("; only held ones are left, and ")
          .append((report.overBytes() >> 20) + 1)
          .append(" MB of room are still wanted");
    }
    if (!report.dated()) {
      line.append("; the clock is not known, so nothing went by its date");
    }
    if (!report.finished()) {
      line.append("; there is more to do");
    }
    return line.toString();
  }
}
