package io.wugan.agent.lane;

import io.wugan.core.lane.VehicleSighting;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Counts what a lane sees, for whoever watches the board. Written by the lane; read by any thread.
 */
public final class LaneMeter {

  /**
   * What was counted so far.
   *
   * @param frames pictures
   * @param passages vehicles that passed
   * @param noPlate those of them whose plate was not read
   * @param frameAgeMillis since the newest picture; empty before the first
   */
  public record Reading(long frames, long passages, long noPlate, OptionalLong frameAgeMillis) {}

  /**
   * What the last pictures and plates were like.
   *
   * @param pictureMillis what looking at a picture took, 95 % of them; empty where there was none
   * @param plateWidthPx median width of the plates that passed; empty where none passed
   */
  public record Figures(OptionalDouble pictureMillis, OptionalDouble plateWidthPx) {}

  private static final long SEES_MILLIS = 5_000;
  private static final double MOST = 0.95;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Newest pictureNanos = new Newest(2_048);
  // Some ten to thirty seconds, for whoever looks at this moment.
  private final Newest recentNanos = new Newest(256);
  private final Newest plateWidths = new Newest(256);

  private LongConsumer pictureTimes = nanos -> {};
  private LongConsumer recordTimes = nanos -> {};

  private long frames;
  private long passages;
  private long noPlate;
  private long lastFrameNanos;

  /** A picture was looked at, which took so long. */
  synchronized void frame(long nanos) {
    frames++;
    lastFrameNanos = System.nanoTime();
    pictureNanos.add((double) nanos);
    recentNanos.add((double) nanos);
    pictureTimes.accept(nanos);
  }

  /** A vehicle's record stood in the ledger so long after its crossing. */
  synchronized void captured(long nanos) {
    recordTimes.accept(nanos);
  }

  /**
   * Tells each time as it comes, on the lane's thread; whoever listens must be quick and not throw.
   *
   * @param pictures what looking at a picture took, in nanoseconds
   * @param records from a vehicle's crossing to its record, in nanoseconds
   */
  public synchronized void listen(LongConsumer pictures, LongConsumer records) {
    pictureTimes = pictures;
    recordTimes = records;
  }

  /** What looking at one of the last 256 pictures took, 95 % of them; empty before the first. */
  public OptionalDouble recentPictureMillis() {
    double[] nanos;
    synchronized (this) {
      nanos = recentNanos.look();
    }
    return millis(Newest.share(nanos, MOST));
  }

  private static OptionalDouble millis(OptionalDouble nanos) {
    return nanos.isPresent()
        ? OptionalDouble.of(nanos.getAsDouble() / NANOS_PER_MILLI)
        : OptionalDouble.empty();
  }

  synchronized void passage(VehicleSighting passage) {
    passages++;
    if (passage.plate().isEmpty()) {
      noPlate++;
    }
    passage.plate().ifPresent(plate -> plateWidths.add(plate.quad().widthPx()));
  }

  /** What pictures and plates were like since the last call; for one caller alone. */
  public Figures takeFigures() {
    double[] nanos;
    double[] widths;
    synchronized (this) {
      nanos = pictureNanos.take();
      widths = plateWidths.take();
    }
    return new Figures(millis(Newest.share(nanos, MOST)), Newest.share(widths, 0.5));
  }

  /** Whether a picture came within the last seconds. */
  public boolean sees() {
    OptionalLong age = read().frameAgeMillis();
    return age.isPresent() && age.getAsLong() < SEES_MILLIS;
  }

  /** What was counted so far. */
  public synchronized Reading read() {
    OptionalLong age =
        frames == 0
            ? OptionalLong.empty()
            : OptionalLong.of((System.nanoTime() - lastFrameNanos) / 1_000_000);
    return new Reading(frames, passages, noPlate, age);
  }
}
