package io.wugan.core.health;

/** What may be wrong. */
public enum HealthKind {
  /** A lane's display does not answer; vehicles pass and are recorded all the same. */
  DISPLAY_SILENT,
  /** The ledger was damaged and was salvaged; what the cloud did not have is told again. */
  LEDGER_SALVAGED,
  /** The server for pictures takes none, for long; records go all the same. */
  UPLOAD_FAILING,
  /** The ledger's disk is full: it lives on its reserve, or has none. */
  DISK_FULL,
  /** The journal behind the ledger cannot be written. */
  JOURNAL_FAILING,
  /** No copy of the ledger can be made. */
  BACKUP_FAILING
}
