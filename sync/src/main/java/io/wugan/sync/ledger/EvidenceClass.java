package io.wugan.sync.ledger;

/** What a picture shows, which decides how long it may be kept. The ledger stores the number. */
public enum EvidenceClass {
  /** The whole view, of a vehicle with a plate (全景图). */
  SCENE(0),
  /** The plate alone (车牌特写). */
  PLATE(1),
  /** Of a vehicle whose plate was not read (无牌车). */
  NO_PLATE(2),
  /** A file that no passage names: the power failed before its passage was captured. */
  UNNAMED(3);

  private final int code;

  EvidenceClass(int code) {
    this.code = code;
  }

  /** As the ledger stores it. */
  int code() {
    return code;
  }

  /** What a stored number means. */
  static EvidenceClass of(int code) {
    for (EvidenceClass known : values()) {
      if (known.code == code) {
        return known;
      }
    }
    throw new IllegalArgumentException("no EvidenceClass has the number " + code);
  }
}
