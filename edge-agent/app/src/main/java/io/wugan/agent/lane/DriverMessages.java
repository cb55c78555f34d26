package io.wugan.agent.lane;

import io.wugan.agent.message.MessageKind;
import io.wugan.agent.message.MessageSettings;
import io.wugan.agent.message.Placeholder;
import io.wugan.agent.message.QuietHours;
import io.wugan.core.device.Announcement;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.ProvisionalRead;
import io.wugan.core.ledger.Commit;
import io.wugan.core.listing.Standing;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.record.ParkingRecord;
import io.wugan.core.session.Decision;
import io.wugan.core.session.Session;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What a driver reads and hears once a passage is captured, in Chinese, by the templates of the
 * lane. A vehicle that pays by the month is greeted as such; no other class is shown in front of
 * others. A line with a placeholder whose value is not known is left out. Whether the cloud is in
 * reach changes nothing.
 *
 * <p>Thread-safe.
 */
public final class DriverMessages {

  private static final String NO_PLATE = "无牌车";
  private static final int HIDDEN = 2;

  private final MessageSettings settings;
  private final FreeBays bays;
  private final Supplier<LocalTime> timeOfDay;

  /**
   * @param settings the texts
   * @param bays how many are free
   * @param timeOfDay at the lot, for quiet hours
   */
  public DriverMessages(MessageSettings settings, FreeBays bays, Supplier<LocalTime> timeOfDay) {
    this.settings = settings;
    this.bays = bays;
    this.timeOfDay = timeOfDay;
  }

  /** The usual texts, without a voice. */
  public static DriverMessages standard() {
    return new DriverMessages(
        MessageSettings.STANDARD, new FreeBays(OptionalLong.empty()), LocalTime::now);
  }

  /** What is told of a captured passage; without lines where there is nothing to say. */
  public Announcement of(Commit commit) {
    bays.counted(commit.occupancy());
    Decision decision = commit.change().decision();
    if (decision instanceof Decision.EntryOpened entry) {
      return entry(entry.passage(), commit);
    }
    if (decision instanceof Decision.ExitClosed exit) {
      return exit(exit.closed(), isMonthly(commit));
    }
    if (decision instanceof Decision.ExitRepaired exit) {
      return exit(exit.repaired(), isMonthly(commit));
    }
    if (decision instanceof Decision.TurnedBack back) {
      return say(MessageKind.GOODBYE, values(back.passage().plateNumber(), isMonthly(commit)));
    }
    if (decision instanceof Decision.OrphanExit orphan) {
      return say(MessageKind.GOODBYE, values(orphan.passage().plateNumber(), isMonthly(commit)));
    }
    if (decision instanceof Decision.LeftToKeeper left) {
      return withoutStay(left.passage());
    }
    return nothing();
  }

  /** What is told of an exit whose stay another board knows. */
  Announcement of(Passage exit, Duration stay) {
    Map<Placeholder, String> values = values(exit.plateNumber(), false);
    values.put(Placeholder.STAY, duration(stay));
    return say(MessageKind.EXIT, values);
  }

  /** The plate, as soon as it is read: the driver sees that the lane has seen it. */
  public Announcement of(ProvisionalRead read) {
    return say(MessageKind.PROVISIONAL, values(Optional.of(read.plate()), false));
  }

  /** What is told on an occasion, with values made up: for a look at it beforehand. */
  public Announcement sample(MessageKind kind, PlateNumber plate, Duration stay) {
    boolean monthly = kind == MessageKind.ENTRY_MONTHLY || kind == MessageKind.EXIT_MONTHLY;
    Map<Placeholder, String> values =
        values(kind == MessageKind.ENTRY_NO_PLATE ? Optional.empty() : Optional.of(plate), monthly);
    if (kind == MessageKind.EXIT || kind == MessageKind.EXIT_MONTHLY) {
      values.put(Placeholder.STAY, duration(stay));
    }
    return say(kind, values);
  }

  /** The number of free bays alone, for a panel that shows nothing else. */
  Optional<Announcement> freeBays() {
    OptionalInt free = bays.of(settings.bays());
    return settings.counter() && free.isPresent() ? Optional.of(nothing()) : Optional.empty();
  }

  private Announcement nothing() {
    return new Announcement(
        List.of(), "", settings.counter() ? bays.of(settings.bays()) : OptionalInt.empty());
  }

  private Announcement entry(Passage passage, Commit commit) {
    boolean monthly = isMonthly(commit);
    return say(entryKind(passage, commit, monthly), values(passage.plateNumber(), monthly));
  }

  private MessageKind entryKind(Passage passage, Commit commit, boolean monthly) {
    if (settings.bays().isPresent() && commit.occupancy() > settings.bays().getAsInt()) {
      return MessageKind.FULL;
    }
    if (passage.plateNumber().isEmpty()) {
      return MessageKind.ENTRY_NO_PLATE;
    }
    return monthly ? MessageKind.ENTRY_MONTHLY : MessageKind.ENTRY;
  }

  private Announcement exit(Session closed, boolean monthly) {
    Map<Placeholder, String> values = values(closed.plate(), monthly);
    closed.stay().ifPresent(stay -> values.put(Placeholder.STAY, duration(stay)));
    return say(monthly ? MessageKind.EXIT_MONTHLY : MessageKind.EXIT, values);
  }

  // Another board knows the stay, and may be away: the driver is told what holds in any case.
  private Announcement withoutStay(Passage passage) {
    Map<Placeholder, String> values = values(passage.plateNumber(), false);
    return switch (passage.direction()) {
      case ENTER ->
          say(
              passage.plateNumber().isEmpty() ? MessageKind.ENTRY_NO_PLATE : MessageKind.ENTRY,
              values);
      case EXIT -> say(MessageKind.EXIT_ELSEWHERE, values);
      case UNKNOWN -> nothing();
    };
  }

  private Announcement say(MessageKind kind, Map<Placeholder, String> values) {
    List<String> lines =
        settings.linesOf(kind).stream().flatMap(line -> line.fill(values).stream()).toList();
    String voice = isSilent() ? "" : settings.voice().of(kind).fill(values).orElse("");
    return new Announcement(lines, voice, bays.of(settings.bays()));
  }

  private boolean isSilent() {
    if (!settings.voice().on()) {
      return true;
    }
    Optional<QuietHours> quiet = settings.voice().quiet();
    return quiet.isPresent() && quiet.get().contains(timeOfDay.get());
  }

  private Map<Placeholder, String> values(Optional<PlateNumber> number, boolean monthly) {
    Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
    values.put(Placeholder.PLATE, number.map(this::plate).orElse(NO_PLATE));
    values.put(Placeholder.CLASS, monthly ? "月租车" : "临时车");
    bays.of(settings.bays()).ifPresent(free -> values.put(Placeholder.FREE, String.valueOf(free)));
    return values;
  }

  // The last character stays, by which a driver knows the own plate among several.
  private String plate(PlateNumber number) {
    String text = number.text();
    if (!settings.masked() || text.length() <= HIDDEN + 1) {
      return text;
    }
    int last = text.length() - 1;
    return text.substring(0, last - HIDDEN) + "*".repeat(HIDDEN) + text.charAt(last);
  }

  // Arrears are nobody's business but the cloud's: that vehicle is greeted as any other.
  private static boolean isMonthly(Commit commit) {
    return commit.records().stream()
        .map(Commit.Numbered::record)
        .anyMatch(record -> standing(record).is(VehicleClass.MONTHLY));
  }

  private static Standing standing(ParkingRecord record) {
    if (record instanceof ParkingRecord.Entry entry) {
      return entry.standing();
    }
    return record instanceof ParkingRecord.Exit exit ? exit.standing() : Standing.ORDINARY;
  }

  /** {@code 1天2小时20分}; what is zero is left out, and less than a minute counts as one. */
  static String duration(Duration stay) {
    long minutes = Math.max(1, stay.toMinutes());
    StringBuilder text = new StringBuilder();
    append(text, minutes / 1440, "天");
    append(text, minutes / 60 % 24, "小时");
    append(text, minutes % 60, "分");
    return text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }
}
