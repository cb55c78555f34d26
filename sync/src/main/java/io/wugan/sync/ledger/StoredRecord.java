package io.wugan.sync.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A record as the ledger keeps it, whatever its state. Immutable; whoever gets the payload must not
 * change it.
 */
public final class StoredRecord {

  private final NumberedId numbered;
  private final UUID epoch;
  private final String type;
  private final Delivery delivery;
  private final boolean intact;
  private final byte[] payload;

  /**
   * How far a record has come.
   *
   * @param tries how often a broker has taken it since it was last acknowledged
   * @param settledAt when it was acknowledged or set apart
   * @param refusal why it was set apart
   */
  public record Delivery(int tries, Optional<Instant> settledAt, Optional<String> refusal) {}

  StoredRecord(
      NumberedId numbered,
      UUID epoch,
      String type,
      Delivery delivery,
      boolean intact,
      byte[] payload) {
    this.numbered = numbered;
    this.epoch = epoch;
    this.type = type;
    this.delivery = delivery;
    this.intact = intact;
    this.payload = payload;
  }

  /** The sequence that its number belongs to. */
  public UUID epoch() {
    return epoch;
  }

  /** Its number within the epoch, from 1. */
  public long seq() {
    return numbered.seq();
  }

  /** Its id, by which the cloud tells repetitions. */
  public String id() {
    return numbered.eventId();
  }

  /** Such as {@code parking.entry.v1}. */
  public String type() {
    return type;
  }

  /** How far it has come. */
  public OutboxState state() {
    return numbered.state();
  }

  /** When it was sent and settled, as far as that is written down. */
  public Delivery delivery() {
    return delivery;
  }

  /** Whether the payload is the one that was written, by its checksum. */
  public boolean intact() {
    return intact;
  }

  /** The bytes that the cloud is sent; not a copy. */
  public byte[] payload() {
    return payload;
  }

  @Override
  public String toString() {
    return "StoredRecord[" + seq() + " " + type + " " + state() + "]";
  }
}
