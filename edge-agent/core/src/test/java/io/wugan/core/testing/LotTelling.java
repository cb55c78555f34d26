package io.wugan.core.testing;

import io.wugan.core.lane.Passage;
import io.wugan.core.listing.Standing;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.record.ParkingRecord;
import io.wugan.core.session.MatchDecision;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** What stands in a lot's books, in text that a table can hold. */
public final class LotTelling {

  private final InMemorySessionBook book;
  private final List<Passage> passages;
  private final List<ParkingRecord> records;

  LotTelling(InMemorySessionBook book, List<Passage> passages, List<ParkingRecord> records) {
    this.book = book;
    this.passages = List.copyOf(passages);
    this.records = List.copyOf(records);
  }

  /**
   * Every session in the order of opening: {@code 浙A12345 80min EXIT_MATCHED} with its stay, {@code
   * ?} where the exit is unknown and {@code review} where a person should look.
   */
  public String sessions() {
    return book.listAll().stream().map(LotTelling::told).collect(Collectors.joining("; "));
  }

  private static String told(Session session) {
    String plate = session.plate().map(PlateNumber::text).orElse("-");
    if (session.state() == SessionState.OPEN) {
      return plate + " OPEN";
    }
    String stay =
        session
            .exit()
            .map(exit -> exit.at().since(session.entry().at()).toMinutes() + "min")
            .orElse("?");
    String reason =
        session
            .closeReason()
            .map(Enum::name)
            .orElseGet(() -> "VOIDED " + session.voidReason().orElseThrow());
    return String.join(" ", plate, stay, reason) + (session.review() ? " review" : "");
  }

  /** Every review item: {@code UNMATCHED_EXIT p2: s1 1.0, s3 2.0}, {@code settled} where it is. */
  public String reviews() {
    return book.listReviews().stream().map(this::told).collect(Collectors.joining("; "));
  }

  private String told(ReviewItem item) {
    StringBuilder text = new StringBuilder(item.kind().name());
    item.passageId().ifPresent(id -> text.append(" p").append(passageNumber(id)));
    item.sessionId().ifPresent(id -> text.append(" s").append(sessionNumber(id)));
    if (!item.candidates().isEmpty()) {
      text.append(
          item.candidates().stream()
              .map(
                  c ->
                      String.format(
                          Locale.ROOT, "s%d %.2f", sessionNumber(c.sessionId()), c.cost()))
              .collect(Collectors.joining(", ", ": ", "")));
    }
    return text.append(item.isWaiting() ? "" : " settled").toString();
  }

  /**
   * Every record in order: {@code Entry s1 MONTHLY}, {@code Exit s1 fuzzy 0.20 EXEMPT_HINT}, {@code
   * ArrearsEntered s1}, {@code Review …}.
   */
  public String records() {
    return records.stream().map(this::told).collect(Collectors.joining("; "));
  }

  private String told(ParkingRecord record) {
    String session = record.sessionId().map(id -> " s" + sessionNumber(id)).orElse("");
    String name = record.getClass().getSimpleName();
    if (record instanceof ParkingRecord.Exit exit) {
      return name + session + " " + how(exit.match()) + told(exit.standing());
    }
    if (record instanceof ParkingRecord.Entry entry) {
      return name + session + told(entry.standing());
    }
    if (record instanceof ParkingRecord.Review review) {
      return name + " " + review.item().kind() + (review.item().isWaiting() ? "" : " settled");
    }
    if (record instanceof ParkingRecord.SessionChanged changed) {
      return name + session + " rev" + changed.session().revision();
    }
    return name + session;
  }

  private static String told(Standing standing) {
    return standing.listed().map(listed -> " " + listed).orElse("")
        + (standing.exemptHint() ? " EXEMPT_HINT" : "");
  }

  private static String how(MatchDecision match) {
    if (match instanceof MatchDecision.Fuzzy fuzzy) {
      return String.format(Locale.ROOT, "fuzzy %.2f", fuzzy.cost());
    }
    return match.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private int sessionNumber(UUID id) {
    List<UUID> all = book.listAll().stream().map(Session::id).toList();
    return all.indexOf(id) + 1;
  }

  private int passageNumber(UUID id) {
    return passages.stream().map(Passage::id).toList().indexOf(id) + 1;
  }
}
