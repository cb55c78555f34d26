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
  BACKUP_FAILING,
  /** No picture comes from a camera; a loop goes on telling of vehicles. */
  CAMERA_SILENT,
  /** A camera sends the same picture again and again. */
  CAMERA_FROZEN,
  /**
   * A camera's picture is black, white or of one grey: a lens that is covered, a lamp that is out.
   */
  CAMERA_BLIND,
  /** A camera's picture is not sharp: out of focus, wet or dirty. */
  CAMERA_BLURRED,
  /** A camera looks elsewhere than it did: it was moved. */
  CAMERA_MOVED,
  /** The times in a camera's stream stand still, run backwards or at another speed. */
  CAMERA_TIMES_WRONG,
  /** Fewer pictures a second than are needed to read a moving vehicle. */
  CAMERA_SLOW,
  /** A loop has felt a vehicle for longer than one stands there. */
  LOOP_STUCK_ON,
  /** Vehicles pass before the camera and the loop feels none. */
  LOOP_STUCK_OFF,
  /** Inputs and outputs of the board cannot be used. */
  GPIO_FAILING,
  /** A cabinet or a housing was opened. */
  TAMPER,
  /** A bay sensor has not been heard of for longer than it may be silent. */
  BAY_SENSOR_LOST,
  /** A bay sensor's battery is nearly empty. */
  BAY_SENSOR_BATTERY_LOW,
  /** Sensors send more than the gateway takes; what is too much is dropped. */
  GATEWAY_FLOODED,
  /** More bays are occupied than vehicles are inside, and it lasts: one came in unseen. */
  BAYS_EXCEED_VEHICLES,
  /** The board that keeps the lot is away; passages wait for it. */
  KEEPER_AWAY,
  /** A sister board has not been heard of; its passages are missing. */
  SISTER_AWAY,
  /** Another board of the lot believes to keep it too: nothing is taken from it. */
  KEEPER_CONFLICT,
  /** Clocks of two boards of the lot differ by more than is corrected in silence. */
  CLOCKS_DIFFER,
  /** The processor is at the limit of its temperature. */
  BOARD_HOT,
  /** The supply is too weak: the firmware has seen its voltage drop. */
  SUPPLY_WEAK,
  /** Little memory is left for programs. */
  MEMORY_LOW,
  /** The storage wears out: more is written a day, or more was written, than it bears. */
  STORAGE_WEARS,
  /**
   * The board has no certificate of its own yet, or the one it has runs out and was not renewed.
   */
  CERTIFICATE_WANTED,
  /** A part of the agent does not get on; the watchdog is about to act. */
  PART_STUCK
}
