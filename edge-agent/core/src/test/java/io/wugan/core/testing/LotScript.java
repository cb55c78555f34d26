package io.wugan.core.testing;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Decision;
import io.wugan.core.session.ExactMatcher;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happens at a lot, told in text, one event after another, joined by {@code ;}:
 *
 * <pre>
 * in 08:00 浙A12345          enters; blue unless said otherwise
 * out 2d09:20 浙A12345/YELLOW leaves on the second day
 * in 08:00 -                 enters without a readable plate
 * pass 08:00 浙A12345        passes, nobody knows which way
 * sweep 32d00:00             closes what is open for more than 30 days
 * reset 10:00                a person declares the lot empty
 * </pre>
 */
public final class LotScript {

  private static final Duration MAX_STAY = Duration.ofDays(30);

  private final VirtualLotClock clock =
      new VirtualLotClock(Instant.parse("2026-03-01T00:00:00Z"), "boot-1");
  private final Supplier<UUID> ids = new SequentialIds();
  private final Passages passages = new Passages(ids);
  private final InMemorySessionBook book = new InMemorySessionBook();
  private final SessionKeeper keeper = new SessionKeeper(new ExactMatcher(), MAX_STAY, ids);
  private long occupancy;

  /** Plays events; the last one's decision. */
  public Decision play(String script) {
    return Stream.of(script.split(";"))
        .map(event -> event(event.strip().split(" +")))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private Decision event(String... words) {
    LotTime at = at(words[1]);
    return switch (words[0]) {
      case "in" -> passage(Direction.ENTER, at, words[2]);
      case "out" -> passage(Direction.EXIT, at, words[2]);
      case "pass" -> passage(Direction.UNKNOWN, at, words[2]);
      case "sweep" -> apply(keeper.closeOverdue(at, book));
      case "reset" -> apply(keeper.resetInventory(at, book));
      default -> throw new IllegalArgumentException("no such event: " + words[0]);
    };
  }

  private Decision passage(Direction direction, LotTime at, String plate) {
    if (plate.equals("-")) {
      return passage(passages.noPlate(direction, at));
    }
    String[] textAndColor = plate.split("/");
    PlateColor color =
        textAndColor.length > 1 ? PlateColor.valueOf(textAndColor[1]) : PlateColor.BLUE;
    return passage(passages.of(direction, at, textAndColor[0], color));
  }

  /** A passage, decided and written down. */
  public Decision passage(Passage passage) {
    return apply(keeper.decide(passage, book));
  }

  /** Writes a decision down. */
  public Decision apply(Decision decision) {
    decision.changedSessions().forEach(book::write);
    occupancy += decision.occupancyDelta();
    return decision;
  }

  /** {@code 08:00} of the first day, or {@code 2d08:00} of another; seconds may follow. */
  public LotTime at(String dayAndTime) {
    String[] parts =
        dayAndTime.contains("d") ? dayAndTime.split("d") : new String[] {"1", dayAndTime};
    String[] time = parts[1].split(":");
    Duration sinceStart =
        Duration.ofDays(Long.parseLong(parts[0]) - 1)
            .plusHours(Long.parseLong(time[0]))
            .plusMinutes(Long.parseLong(time[1]))
            .plusSeconds(time.length > 2 ? Long.parseLong(time[2]) : 0);
    return clock.at(sinceStart);
  }

  /**
   * Every session in the order of opening: {@code 浙A12345 80min EXIT_MATCHED} with its stay, {@code
   * ?} where the exit is unknown and {@code review} where a person should look.
   */
  public String sessions() {
    return book.listAll().stream().map(LotScript::told).collect(Collectors.joining("; "));
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

  /** Vehicles counted in, less those counted out. */
  public long occupancy() {
    return occupancy;
  }

  /** The sessions. */
  public InMemorySessionBook book() {
    return book;
  }

  /** The keeper under test. */
  public SessionKeeper keeper() {
    return keeper;
  }

  /** Makes passages with this lot's ids. */
  public Passages passages() {
    return passages;
  }

  /** Open sessions. */
  public List<Session> open() {
    return book.listOpen();
  }
}
