package io.wugan.sync.contract;

/** Why the cloud refuses a record. */
public enum NackCode {
  /** It breaks the contract. It is kept apart on the board for a person. */
  INVALID,
  /** The cloud no longer takes records of that age. It is kept apart on the board for a person. */
  TOO_OLD,
  /** The cloud does not know the type or its version. It is kept apart until the cloud does. */
  UNSUPPORTED,
  /** The cloud could not take it just now; it is sent again later. */
  RETRY,
  /**
   * A code of a later version of the contract; treated like {@link #RETRY}, which loses nothing.
   */
  OTHER;

  /** Whether sending the same bytes again is of no use. */
  public boolean isFinal() {
    return this == INVALID || this == TOO_OLD || this == UNSUPPORTED;
  }
}
