package io.wugan.core.testing;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.lane.FrameView;
import io.wugan.core.lane.PassageTracker;
import io.wugan.core.lane.PresenceChange;
import io.wugan.core.lane.PresenceJoiner;
import io.wugan.core.lane.ProvisionalRead;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.lane.VehicleSighting;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lane's view told in text: {@code 浙A12345 0..1000 @400} is a car that comes towards the camera
 * from millisecond 0 to 1000 at x = 400; several are joined by {@code ,}. Within its time a car's
 * plate moves from y = 100 to 500 and grows from 90 to 160 pixels, in a picture of {@value
 * #WIDTH_PX} by {@value #HEIGHT_PX}. {@code @400 away} drives the same way in the other direction,
 * {@code @400 back} there and back. {@code LOOP 0..1500} is a loop that is occupied meanwhile,
 * {@code VIDEO 0..1500} motion in a virtual one; {@code STALL 0..900} no frame comes in between.
 */
public final class LaneScript {

  public static final int WIDTH_PX = 800;
  public static final int HEIGHT_PX = 540;

  private static final int DEFAULT_X = 400;

  private record Car(String text, long from, long to, double x, String how) {
    boolean isPresence() {
      return text.equals("LOOP") || text.equals("VIDEO");
    }

    boolean isStall() {
      return text.equals("STALL");
    }

    boolean lasts(long millis) {
      return millis > from && millis < to;
    }

    Stream<PlateRead> readAt(long millis) {
      if (millis < from || millis > to) {
        return Stream.empty();
      }
      double share = to == from ? 0 : (double) (millis - from) / (to - from);
      double progress =
          switch (how) {
            case "away" -> 1 - share;
            case "back" -> 1 - Math.abs(1 - 2 * share);
            default -> share;
          };
      return Stream.of(Reads.of(text).at(x, 100 + 400 * progress, 90 + 70 * progress).read());
    }
  }

  private final VirtualLotClock clock =
      new VirtualLotClock(Instant.parse("2026-03-01T00:00:00Z"), "boot-1");
  private final PassageTracker tracker;
  private final @Nullable PresenceJoiner joiner;
  private final List<VehicleSighting> seen = new ArrayList<>();
  private final List<Long> toldAt = new ArrayList<>();
  private final List<ProvisionalRead> provisional = new ArrayList<>();
  private int pictures;

  public LaneScript(PassageTracker tracker) {
    this(tracker, null);
  }

  /** A lane whose presence sensors are heard too. */
  public LaneScript(PassageTracker tracker, @Nullable PresenceJoiner joiner) {
    this.tracker = tracker;
    this.joiner = joiner;
  }

  /** Plays the cars at a frame rate until two seconds after the last of them, without finishing. */
  public List<VehicleSighting> play(String script, int framesPerSecond) {
    List<Car> all = Stream.of(script.split(",")).map(LaneScript::car).toList();
    List<Car> cars = all.stream().filter(car -> !car.isPresence() && !car.isStall()).toList();
    Deque<PresenceChange> changes = new ArrayDeque<>(changes(all));
    long end = all.stream().mapToLong(Car::to).max().orElse(0) + 2000;
    for (long frame = 0; frame * 1000 / framesPerSecond <= end; frame++) {
      long millis = frame * 1000 / framesPerSecond;
      while (!changes.isEmpty() && changes.getFirst().at().monoMillis() <= millis) {
        presence(changes.removeFirst());
      }
      if (all.stream().anyMatch(each -> each.isStall() && each.lasts(millis))) {
        continue;
      }
      frame(millis, cars.stream().flatMap(car -> car.readAt(millis)).toArray(PlateRead[]::new));
    }
    return List.copyOf(seen);
  }

  private List<PresenceChange> changes(List<Car> all) {
    return all.stream()
        .filter(Car::isPresence)
        .flatMap(
            each -> {
              TriggerSource source = TriggerSource.valueOf(each.text());
              return Stream.of(
                  new PresenceChange(source, true, at(each.from())),
                  new PresenceChange(source, false, at(each.to())));
            })
        .sorted(Comparator.comparingLong(change -> change.at().monoMillis()))
        .toList();
  }

  private void presence(PresenceChange change) {
    if (joiner != null) {
      joiner.onChange(change);
    }
  }

  private static Car car(String text) {
    String[] parts = text.strip().split(" +");
    String[] times = parts[1].split("\\.\\.");
    double x = parts.length > 2 ? Double.parseDouble(parts[2].substring(1)) : DEFAULT_X;
    String how = parts.length > 3 ? parts[3] : "";
    return new Car(parts[0], Long.parseLong(times[0]), Long.parseLong(times[1]), x, how);
  }

  /** Gives one frame, and what it shows, to the tracker. */
  public List<VehicleSighting> frame(long millis, PlateRead... reads) {
    FrameView view = new FrameView(at(millis), WIDTH_PX, HEIGHT_PX);
    List<VehicleSighting> gone = tracker.onFrame(view, List.of(reads), this::picture);
    if (joiner != null) {
      gone = joiner.onFrame(view.time(), tracker.views(), gone, () -> picture(millis));
    }
    seen.addAll(gone);
    gone.forEach(sighting -> toldAt.add(millis));
    provisional.addAll(tracker.provisional());
    return gone;
  }

  /** Gives frames 100 ms apart that all show the same. */
  public void frames(long fromMillis, int count, PlateRead... reads) {
    for (int i = 0; i < count; i++) {
      frame(fromMillis + i * 100L, reads);
    }
  }

  /** Ends the stream. */
  public List<VehicleSighting> finish() {
    seen.addAll(tracker.finish());
    return List.copyOf(seen);
  }

  /** Every sighting so far. */
  public List<VehicleSighting> seen() {
    return List.copyOf(seen);
  }

  /** At which frame each sighting was handed out, in milliseconds; without those at the end. */
  public List<Long> toldAt() {
    return List.copyOf(toldAt);
  }

  /** Every provisional read so far. */
  public List<ProvisionalRead> provisional() {
    return List.copyOf(provisional);
  }

  /**
   * Every sighting so far in one line: plate, second plate, direction and flags, as in {@code
   * 浙A12345+浙A1234挂 ENTER SECOND_PLATE, NOPLATE EXIT}.
   */
  public String told() {
    return String.join(", ", seen.stream().map(LaneScript::told).toList());
  }

  /** One sighting in words. */
  public static String told(VehicleSighting sighting) {
    String flags = String.join(" ", sighting.flags().stream().map(Enum::name).sorted().toList());
    String second = sighting.secondPlate().map(plate -> "+" + plate.rawText()).orElse("");
    String trigger = sighting.trigger() == TriggerSource.VIDEO ? "" : sighting.trigger() + " ";
    String plates = plates(List.of(sighting)) + second;
    return (plates + " " + sighting.direction() + " " + trigger + flags).strip();
  }

  /** The plates of every sighting so far, {@code NOPLATE} where it has none, in one line. */
  public String plates() {
    return plates(seen);
  }

  /** The plates of sightings in one line. */
  public static String plates(List<VehicleSighting> sightings) {
    List<String> texts =
        sightings.stream()
            .map(each -> each.number().map(number -> number.text()).orElse("NOPLATE"))
            .toList();
    return String.join(" ", texts);
  }

  /** How often a picture was asked for. */
  public int pictures() {
    return pictures;
  }

  /** The instant of a frame. */
  public LotTime at(long millis) {
    return clock.at(Duration.ofMillis(millis));
  }

  private List<EvidenceImage> picture(long millis) {
    byte[] content = ("picture at " + millis).getBytes(StandardCharsets.UTF_8);
    return List.of(new EvidenceImage(EvidenceKind.SCENE, at(millis), content));
  }

  private List<EvidenceImage> picture(Quad plate) {
    pictures++;
    byte[] content = ("picture " + pictures).getBytes(StandardCharsets.UTF_8);
    return List.of(new EvidenceImage(EvidenceKind.PLATE, at(0), content));
  }
}
