package io.wugan.agent.evaluate;

import io.wugan.core.plate.PlateRead;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of one labelled plate.
 *
 * @param file the picture
 * @param plate what it shows
 * @param read the read that stands for it, if any; each read stands for one plate at most
 */
public record Outcome(Path file, LabelledPlate plate, Optional<PlateRead> read) {

  /** Whether the plate was read exactly, with its province. */
  public boolean right() {
    return read.filter(text -> SameText.same(text.text(), plate.text())).isPresent();
  }

  /** Whether a program may act on the read, see {@link Acceptance}. */
  public boolean accepted(double threshold) {
    return read.filter(text -> Acceptance.accepts(text, threshold)).isPresent();
  }
}
