package io.wugan.core.testing;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PassageFlag;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.record.ParkingRecord;
import io.wugan.core.session.Correction;
import io.wugan.core.session.Correction.Change;
import io.wugan.core.session.CorrectionDesk;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.VoidReason;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What happens at a lot, told in text, one event after another, joined by {@code ;}:
 *
 * <pre>
 * in 08:00 浙A12345                  enters; blue unless said otherwise
 * out 2d09:20 浙A12345/YELLOW        leaves on the second day
 * in 08:00 -                         enters without a readable plate
 * pass 08:00 浙A12345                passes, nobody knows which way
 *   … lane=E1 flag=WRONG_WAY         by another lane, out of the ordinary
 *   … also=浙A12375 share=0.3        was read as that as well
 * list 07:00 浙A12345 MONTHLY        is on the lot's list from here on
 *   … from=08:00 until=2d00:00        for a time
 * sweep 32d00:00                     closes what is open for more than 30 days
 * reset 10:00                        a person declares the lot empty
 * recount 10:00 12                   a person counted 12 vehicles inside
 * step 10:00 +300                    from here on the board's UTC reads 300 s too much
 * boot 10:00                         the board starts again
 * quality UNKNOWN                    nobody knows how right its UTC is
 * plate 10:00 s1 浙A12345 [review=r1] [rev=1] [id=c1]   corrections of the first session; likewise
 * bind 10:00 s1 p2; forget 10:00 s1; close 10:00 s1; discard 10:00 s1 FALSE_READ; confirm 10:00 r1
 * </pre>
 *
 * Sessions are s1, s2, … in the order of opening, passages p1, p2, …, review items r1, r2, ….
 */
public final class LotScript {

  private static final Duration MAX_STAY = Duration.ofDays(30);

  private final ScriptClock clock = new ScriptClock();
  private final Supplier<UUID> ids = new SequentialIds();
  private final Passages passages = new Passages(ids);
  private final InMemorySessionBook book = new InMemorySessionBook();
  private final SessionKeeper keeper;
  private final CorrectionDesk desk = new CorrectionDesk();
  private final ChangeWriter writer = new ChangeWriter(ids);
  private final List<Passage> seen = new ArrayList<>();
  private final List<ParkingRecord> records = new ArrayList<>();
  private final Map<String, UUID> corrections = new LinkedHashMap<>();

  public LotScript() {
    this(MatchSettings.DEFAULT);
  }

  public LotScript(MatchSettings settings) {
    this.keeper = new SessionKeeper(settings, MAX_STAY, ids);
  }

  /** Plays events; the last one's decision. */
  public Decision play(String script) {
    return Stream.of(script.split(";"))
        .map(event -> event(event.strip().split(" +")))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private Decision event(String... words) {
    return switch (words[0]) {
      case "in" -> passage(Direction.ENTER, words);
      case "out" -> passage(Direction.EXIT, words);
      case "pass" -> passage(Direction.UNKNOWN, words);
      case "list" -> list(words);
      case "sweep" -> apply(keeper.closeOverdue(at(words[1]), book), at(words[1]));
      case "reset" -> apply(keeper.resetInventory(at(words[1]), book), at(words[1]));
      case "step", "boot", "quality" -> clockEvent(words);
      default -> correction(words);
    };
  }

  private Decision clockEvent(String... words) {
    switch (words[0]) {
      case "step" -> clock.setWrongBy(Duration.ofSeconds(Long.parseLong(words[2])));
      case "boot" -> clock.boot(words[1]);
      default -> clock.setQuality(ClockQuality.valueOf(words[1]));
    }
    return new Decision.Nothing();
  }

  private Decision list(String... words) {
    Map<String, String> options = options(words, 4);
    book.list(
        new ListedPlate(
            PlateNumber.of(words[2]),
            VehicleClass.valueOf(words[3]),
            Optional.ofNullable(options.get("from")).map(from -> at(from).utc()),
            Optional.ofNullable(options.get("until")).map(until -> at(until).utc())));
    return new Decision.Nothing();
  }

  private Decision passage(Direction direction, String... words) {
    Map<String, String> options = options(words, 3);
    Optional<PlateChoice> plate =
        words[2].equals("-") ? Optional.empty() : Optional.of(choice(words[2], options));
    String lane = options.getOrDefault("lane", direction == Direction.EXIT ? "X1" : "E1");
    Set<PassageFlag> flags =
        options.containsKey("flag") ? Set.of(PassageFlag.valueOf(options.get("flag"))) : Set.of();
    return passage(passages.of(direction, lane, at(words[1]), plate, flags));
  }

  private static PlateChoice choice(String word, Map<String, String> options) {
    String[] textAndColor = word.split("/");
    PlateColor color =
        textAndColor.length > 1 ? PlateColor.valueOf(textAndColor[1]) : PlateColor.BLUE;
    String also = options.get("also");
    return also == null
        ? Passages.sure(textAndColor[0], color)
        : Passages.wavering(
            textAndColor[0], color, also, Double.parseDouble(options.getOrDefault("share", "0.3")));
  }

  private static Map<String, String> options(String[] words, int from) {
    Map<String, String> options = new LinkedHashMap<>();
    Arrays.stream(words)
        .skip(from)
        .filter(word -> word.contains("="))
        .map(word -> word.split("="))
        .forEach(pair -> options.put(pair[0], pair[1]));
    return options;
  }

  private Decision correction(String... words) {
    Map<String, String> options = options(words, 3);
    boolean confirms = words[0].equals("confirm");
    boolean counts = words[0].equals("recount");
    Optional<UUID> review =
        Optional.ofNullable(confirms ? words[2] : options.get("review")).map(this::review);
    Optional<UUID> session =
        confirms
            ? book.findReview(review.orElseThrow()).orElseThrow().sessionId()
            : counts ? Optional.empty() : Optional.of(session(words[2]).id());
    OptionalInt revision =
        options.containsKey("rev")
            ? OptionalInt.of(Integer.parseInt(options.get("rev")))
            : OptionalInt.empty();
    UUID id =
        corrections.computeIfAbsent(options.getOrDefault("id", "c" + ids.get()), n -> ids.get());
    Correction asked =
        new Correction(
            id, Correction.Origin.OPERATOR, "li", "", session, revision, review, change(words));
    return apply(desk.decide(asked, book, at(words[1])), at(words[1]));
  }

  private Change change(String... words) {
    return switch (words[0]) {
      case "plate" -> setPlate(words[3]);
      case "bind" -> new Change.BindExit(passageId(words[3]));
      case "forget" -> new Change.ForgetExit();
      case "close" -> new Change.CloseWithoutExit();
      case "discard" -> new Change.Discard(VoidReason.valueOf(words[3]));
      case "recount" -> new Change.Recount(Integer.parseInt(words[2]));
      case "confirm" -> new Change.Confirm();
      default -> throw new IllegalArgumentException("no such event: " + words[0]);
    };
  }

  private static Change setPlate(String word) {
    String[] textAndColor = word.split("/");
    PlateColor color =
        textAndColor.length > 1 ? PlateColor.valueOf(textAndColor[1]) : PlateColor.BLUE;
    return new Change.SetPlate(PlateNumber.of(textAndColor[0]), color);
  }

  private UUID passageId(String name) {
    return seen.get(Integer.parseInt(name.substring(1)) - 1).id();
  }

  private UUID review(String name) {
    return book.listReviews().get(Integer.parseInt(name.substring(1)) - 1).id();
  }

  /** The session {@code s1}, {@code s2}, … in the order of opening. */
  public Session session(String name) {
    return book.listAll().get(Integer.parseInt(name.substring(1)) - 1);
  }

  /** A passage, decided and written down. */
  public Decision passage(Passage passage) {
    seen.add(passage);
    Decision decision = keeper.decide(passage, book);
    write(writer.write(Optional.of(passage), decision, book, passage.at()));
    return decision;
  }

  /** Writes a decision without a passage down. */
  public Decision apply(Decision decision, LotTime now) {
    write(writer.write(Optional.empty(), decision, book, now));
    return decision;
  }

  private void write(LedgerChange change) {
    book.write(change);
    records.addAll(change.records());
  }

  /** {@code 08:00} of the first day, or {@code 2d08:00} of another; seconds may follow. */
  public LotTime at(String dayAndTime) {
    return clock.at(dayAndTime);
  }

  /** What became of it, in text. */
  public LotTelling told() {
    return new LotTelling(book, seen, records);
  }

  /** Every session, see {@link LotTelling#sessions()}. */
  public String sessions() {
    return told().sessions();
  }

  /** Vehicles counted in, less those counted out. */
  public long occupancy() {
    return book.countInside();
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

  /** Everything the cloud was told. */
  public List<ParkingRecord> records() {
    return List.copyOf(records);
  }

  /** Open sessions. */
  public List<Session> open() {
    return book.listOpen();
  }

  /** Every review item. */
  public List<ReviewItem> reviews() {
    return book.listReviews();
  }
}
