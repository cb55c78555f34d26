package io.wugan.sync.ledger;

/**
 * What a picture is still needed for. When room is wanted, pictures go in this order, the oldest
 * first, and held ones never. The ledger stores the number.
 */
public enum EvidenceValue {
  /** Of a stay that is over and that nobody doubts, or of no passage at all. */
  SETTLED(0),
  /** Of a vehicle that is inside. */
  OPEN(1),
  /** A person is still to look at it, or its passage belongs to no stay. */
  REVIEW(2),
  /** Held, because somebody disputes it. */
  HELD(3);

  private final int code;

  EvidenceValue(int code) {
    this.code = code;
  }

  /** As the ledger stores it. */
  int code() {
    return code;
  }

  /** What a stored number means. */
  static EvidenceValue of(int code) {
    for (EvidenceValue known : values()) {
      if (known.code == code) {
        return known;
      }
    }
    throw new IllegalArgumentException("no EvidenceValue has the number " + code);
  }
}
