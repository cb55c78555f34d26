package io.wugan.sync.ledger;

/** A record as it waits to be sent. Immutable; whoever gets the payload must not change it. */
public final class OutboxRow {

  private final long seq;
  private final String bootId;
  private final long monoMillis;
  private final OutboxState state;
  private final int tries;
  private final boolean intact;
  private final byte[] payload;

  OutboxRow(
      long seq,
      String bootId,
      long monoMillis,
      OutboxState state,
      int tries,
      boolean intact,
      byte[] payload) {
    this.seq = seq;
    this.bootId = bootId;
    this.monoMillis = monoMillis;
    this.state = state;
    this.tries = tries;
    this.intact = intact;
    this.payload = payload;
  }

  /** Its number within the epoch. */
  public long seq() {
    return seq;
  }

  /** Boot in which it happened. */
  public String bootId() {
    return bootId;
  }

  /** When it happened, on the clock of that boot. */
  public long monoMillis() {
    return monoMillis;
  }

  /** How far it has come. */
  public OutboxState state() {
    return state;
  }

  /** How often a broker has taken it. */
  public int tries() {
    return tries;
  }

  /** Whether the payload is the one that was written, by its checksum. */
  public boolean intact() {
    return intact;
  }

  /** The bytes to send; not a copy. */
  public byte[] payload() {
    return payload;
  }

  @Override
  public String toString() {
    return "OutboxRow[" + seq + " " + state + "]";
  }
}
