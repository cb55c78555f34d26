package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.session.ReviewItem;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wugan sessions reviews}. */
@Command(
    name = "reviews",
    mixinStandardHelpOptions = true,
    description = "List what waits for a person, the oldest first, with what there is to choose.")
final class SessionsReviewsCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Mixin private LimitOption limit = new LimitOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (LedgerView view = ledger.view()) {
      for (ReviewItem item : view.listReviews(limit.value())) {
        print(out, item, view);
      }
      out.printf(Locale.ROOT, "%d review items wait%n", view.countReviews());
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private void print(PrintWriter out, ReviewItem item, LedgerView view)
      throws ConfigException, IOException {
    out.printf(Locale.ROOT, "%s  %s  %s%n", item.id(), item.kind(), item.at().utc());
    item.passageId().flatMap(view::findPassage).ifPresent(passage -> passage(out, passage));
    if (item.passageId().isPresent()) {
      pictures(out, item.passageId().get(), view);
    }
    item.sessionId()
        .flatMap(view::findSession)
        .ifPresent(s -> out.println("    session   " + s.id() + "  " + plate(s.plate())));
    for (ReviewItem.Candidate candidate : item.candidates()) {
      view.findSession(candidate.sessionId())
          .ifPresent(
              s ->
                  out.printf(
                      Locale.ROOT,
                      "    candidate %s  %s  in %s  cost %.2f%n",
                      s.id(),
                      plate(s.plate()),
                      s.entry().at().utc(),
                      candidate.cost()));
    }
  }

  private void pictures(PrintWriter out, UUID passage, LedgerView view)
      throws ConfigException, IOException {
    for (String hash : view.listPictures(passage)) {
      Path file = ledger.picture(hash);
      out.println("    picture   " + file + (Files.exists(file) ? "" : gone(passage, hash, view)));
    }
  }

  private static String gone(UUID passage, String hash, LedgerView view) {
    return view.findFate(passage, hash)
        .map(fate -> "  (pruned on " + fate.at() + ", " + fate.reason() + ")")
        .orElse("  (not kept)");
  }

  private static void passage(PrintWriter out, PassageFacts passage) {
    out.printf(
        Locale.ROOT,
        "    passage   %s  %s  %s  lane %s  %s%n",
        passage.ref().passageId(),
        plate(passage.plate()),
        passage.direction(),
        passage.ref().laneId(),
        passage.ref().at().utc());
  }

  private static String plate(Optional<PlateNumber> plate) {
    return plate.map(PlateNumber::text).orElse("(no plate)");
  }
}
