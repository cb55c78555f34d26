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
 * APART by the board itself ── acknowledged ▶ ACKED
 * </pre>
 */
public enum OutboxState {
  NEW(0),
  SENT(1),
  ACKED(2),
  APART(3);

  private final int number;

  OutboxState(int number) {
    this.number = number;
  }

  /** As the database writes it. */
  int number() {
    return number;
  }

  /** As the database writes it: 0 to 3. */
  static OutboxState of(int number) {
    return switch (number) {
      case 0 -> NEW;
      case 1 -> SENT;
      case 2 -> ACKED;
      default -> APART;
    };
  }
}
