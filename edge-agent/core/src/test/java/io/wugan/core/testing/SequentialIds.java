package io.wugan.core.testing;

import java.util.UUID;
import java.util.function.Supplier;

/** Ids 1, 2, 3, … */
public final class SequentialIds implements Supplier<UUID> {

  private long last;

  @Override
  public UUID get() {
    last++;
    return new UUID(0x7000L, 0x8000000000000000L | last);
  }
}
