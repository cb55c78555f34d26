package io.wugan.sync.ledger;

/**
 * How far a record has come on its way to the cloud.
 *
 * <pre>
 * NEW   ── the broker took it ───────────▶ SENT
 * NEW, SENT ── the cloud committed it ───▶ ACKED ── after 7 days ▶ deleted
 * any   ── the cloud refuses it for good ▶ APART, never deleted
 * NEW, SENT, ACKED ── the cloud misses it ▶ NEW
 * APART ── acknowledged by its number ───▶ ACKED
 * </pre>
 *
 * The order of the constants is the number in the database.
 */
public enum OutboxState {
  NEW,
  SENT,
  ACKED,
  APART
}
