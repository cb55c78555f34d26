package io.wugan.core.health;

/** What may be wrong. */
public enum HealthKind {
  /** A lane's display does not answer; vehicles pass and are recorded all the same. */
  DISPLAY_SILENT
}
