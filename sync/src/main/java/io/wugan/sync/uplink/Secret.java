package io.wugan.sync.uplink;

/** A password. Immutable; {@link #toString()} is masked, so that no log line carries it. */
public final class Secret {

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps a password. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The password itself; for the one call that needs it. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
