package io.wugan.core.time;

/** How far the UTC estimate of an event can be trusted. */
public enum ClockQuality {
  /** Disciplined by a time server or a reference clock. */
  SYNCED,
  /** Was synchronised in this boot, is running free since. */
  HOLDOVER,
  /** Only known to be no earlier than this, from the last known time before the boot. */
  FLOOR,
  /** Nobody knows. */
  UNKNOWN
}
