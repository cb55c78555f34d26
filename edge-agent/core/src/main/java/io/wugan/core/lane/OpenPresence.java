package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A presence while it lasts, and for a moment after, when another axle may still follow. Confined
 * to the lane's thread.
 */
final class OpenPresence {

  private final LotTime from;
  private final Optional<LotTime> lastFrame;
  private final MiddlePictures pictures;
  private final Set<TriggerSource> now = EnumSet.noneOf(TriggerSource.class);
  private final Set<TriggerSource> ever = EnumSet.noneOf(TriggerSource.class);
  private @Nullable LotTime left;
  private Optional<Direction> way = Optional.empty();
  private boolean certain;
  private int frames;

  /**
   * @param from when it begins
   * @param lastFrame when the last picture before it was taken, if there was any
   * @param minPresence a shorter one is no vehicle
   */
  OpenPresence(LotTime from, Optional<LotTime> lastFrame, Duration minPresence) {
    this.from = from;
    this.lastFrame = lastFrame;
    this.pictures = new MiddlePictures(minPresence.dividedBy(2));
  }

  void change(PresenceChange change) {
    if (change.way().isPresent()) {
      way = change.way();
    }
    if (change.present()) {
      now.add(change.source());
      ever.add(change.source());
      left = null;
      certain = false;
    } else if (change.way().isPresent()) {
      now.clear(); // whatever the picture says: what is in it still is another vehicle, or farther
      // on
      left = change.at();
      certain = true;
    } else if (now.remove(change.source()) && now.isEmpty()) {
      left = change.at();
    }
  }

  void frame(LotTime time, Supplier<List<EvidenceImage>> camera) {
    if (left == null) {
      frames++;
      pictures.offer(time.since(from), camera);
    }
  }

  /**
   * Whether nobody has been there for {@code gap}, or a sensor that knows says that it has gone.
   */
  boolean isOver(LotTime time, Duration gap) {
    return left != null && (certain || time.since(left).compareTo(gap) >= 0);
  }

  /** As it is at {@code time}. */
  VehiclePresence until(LotTime time) {
    TriggerSource source =
        ever.contains(TriggerSource.LOOP) ? TriggerSource.LOOP : TriggerSource.VIDEO;
    return new VehiclePresence(source, from, left == null ? time : left, way);
  }

  int frames() {
    return frames;
  }

  LotTime from() {
    return from;
  }

  /** When the pictures ended before it began; empty if one came while it lasted, or none ever. */
  Optional<LotTime> blindSince() {
    return frames > 0 ? Optional.empty() : lastFrame;
  }

  List<EvidenceImage> pictures(Duration whole) {
    return pictures.middleOf(whole);
  }
}
