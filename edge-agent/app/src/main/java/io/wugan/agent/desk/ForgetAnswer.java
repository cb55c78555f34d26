package io.wugan.agent.desk;

import io.wugan.sync.ledger.ForgetReport;
import io.wugan.sync.ledger.ForgetReport.Kept;
import io.wugan.sync.ledger.ForgetRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What became of a request to forget a vehicle, in words; without its plate. Stateless. */
final class ForgetAnswer {

  private static final int MOST_KEPT = 20;

  private ForgetAnswer() {}

  /**
   * An answer; not applied if anything stays that must first be settled.
   *
   * @param dryRun whether it only says what would be done
   */
  static Answer of(ForgetRequest request, ForgetReport report, boolean dryRun) {
    UUID order = request.id();
    if (!report.isAny() && request.stay().isPresent()) {
      return new Answer(
          order, false, "the vehicle has no stay " + request.stay().get() + ", or has no more");
    }
    if (!report.isAny()) {
      return new Answer(order, true, "the ledger knows nothing of it");
    }
    List<String> lines = new ArrayList<>();
    lines.add(done(report, dryRun));
    for (Kept kept : report.kept().subList(0, Math.min(MOST_KEPT, report.kept().size()))) {
      lines.add(
          (kept.isStay() ? "stays: stay " : "stays: passage ") + kept.id() + ", " + why(kept));
    }
    if (report.kept().size() > MOST_KEPT) {
      lines.add("stay: " + (report.kept().size() - MOST_KEPT) + " more");
    }
    if (report.mentioning() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "stay: %d records, commands or parts of a list that are not settled name it",
              report.mentioning()));
    }
    boolean all = report.kept().isEmpty() && report.mentioning() == 0;
    if (!all) {
      lines.add("say it again once that is settled");
    }
    return new Answer(order, all, String.join("\n", lines));
  }

  private static String done(ForgetReport report, boolean dryRun) {
    String pictures = dryRun ? "their pictures" : report.pictures() + " pictures";
    return String.format(
        Locale.ROOT,
        "%s %d stays, %d passages%s and %s; taken out of %d acknowledged records and %d others; %d entries of the list",
        dryRun ? "would delete" : "deleted",
        report.stays(),
        report.passages(),
        dryRun ? " of no stay" : "",
        pictures,
        report.records(),
        report.others(),
        report.listed());
  }

  private static String why(Kept kept) {
    return switch (kept.why()) {
      case INSIDE -> "the vehicle is inside: after its exit, or after somebody closed the stay";
      case UNSETTLED ->
          "the cloud has not acknowledged a record of it, or refused it (wugan records list)";
      case REVIEW -> "a person is still to look at it (wugan sessions reviews)";
      case HELD -> "its pictures are held (wugan evidence release)";
      case HANDOVER -> "it waits for the board that keeps the lot's stays";
      case LATEST -> "it is the last that passed, or passed this minute: after the next vehicle";
    };
  }
}
