package io.wugan.core.aim;

import io.wugan.core.time.LotTime;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the last {@value #MOST} plates. Confined to one thread.
 *
 * <p>Medians, for single plates are bent, dirty or cut; the sign of the slope is kept.
 */
public final class AimWindow {

  /** So many plates count (reference of makers: the median of the last 20 reads). */
  public static final int MOST = 20;

  private final ArrayDeque<AimFigures> figures = new ArrayDeque<>(MOST);
  private @Nullable LotTime last;

  /** Takes a plate; the oldest goes where there are too many. */
  public void add(AimFigures plate, LotTime at) {
    if (figures.size() == MOST) {
      figures.removeFirst();
    }
    figures.addLast(plate);
    last = at;
  }

  /** Forgets all, as when a camera was aimed anew. */
  public void clear() {
    figures.clear();
    last = null;
  }

  /** What the plates were like; empty before the first. */
  public Optional<AimSummary> summary() {
    LotTime at = last;
    if (at == null) {
      return Optional.empty();
    }
    AimFigures medians =
        new AimFigures(
            median(AimFigures::plateWidthPx),
            median(AimFigures::characterHeightPx),
            median(AimFigures::horizontalAngleDeg),
            median(AimFigures::verticalAngleDeg),
            median(AimFigures::rollDeg),
            median(AimFigures::edgeWidthPx),
            median(AimFigures::motionBlurPx),
            median(AimFigures::clippedPercent),
            median(AimFigures::contrastPercent));
    return Optional.of(new AimSummary(figures.size(), medians, at));
  }

  private double median(ToDoubleFunction<AimFigures> figure) {
    double[] sorted = figures.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
