package io.wugan.sync.ledger;

import io.wugan.core.plate.PlateNumber;
import java.util.Optional;

/**
 * A plate that was read wrongly, as a person said.
 *
 * @param read what the camera read
 * @param known what it is
 */
public record Misreading(String read, String known) {

  static Optional<Misreading> of(String read, String known) {
    return read.equals(known) ? Optional.empty() : Optional.of(new Misreading(read, known));
  }

  @Override
  public String toString() {
    return "Misreading[" + PlateNumber.mask(read) + " is " + PlateNumber.mask(known) + "]";
  }
}
