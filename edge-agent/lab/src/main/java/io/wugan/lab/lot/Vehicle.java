package io.wugan.lab.lot;

import io.wugan.core.plate.PlateColor;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A vehicle with its true plate, and what is true of its present visit. */
final class Vehicle {

  final String plate;
  final PlateColor color;

  /** The session its entry opened; null where its entry was missed or it is outside. */
  @Nullable UUID session;

  private final Set<UUID> sessions = new HashSet<>();

  Vehicle(String plate, PlateColor color) {
    this.plate = plate;
    this.color = color;
  }

  /** Its entry opened a session. */
  void begin(UUID opened) {
    session = opened;
    sessions.add(opened);
  }

  /** Whether a session was opened by one of its own entries. */
  boolean owns(UUID opened) {
    return sessions.contains(opened);
  }

  Optional<UUID> session() {
    return Optional.ofNullable(session);
  }
}
