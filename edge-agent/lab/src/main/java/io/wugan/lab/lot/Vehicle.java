package io.wugan.lab.lot;

import io.wugan.core.plate.PlateColor;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A vehicle with its true plate, and what is true of its present visit. */
final class Vehicle {

  final String plate;
  final PlateColor color;

  /** The session its entry opened; null where its entry was missed or it is outside. */
  @Nullable UUID session;

  Vehicle(String plate, PlateColor color) {
    this.plate = plate;
    this.color = color;
  }

  Optional<UUID> session() {
    return Optional.ofNullable(session);
  }
}
