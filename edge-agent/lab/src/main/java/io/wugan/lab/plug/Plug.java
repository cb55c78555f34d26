package io.wugan.lab.plug;

import java.io.IOException;

/** Something that can be pulled and put back. Both may be called when it is so already. */
interface Plug {

  /** Takes it away at once, as a cable that is pulled or a supply that fails. */
  void pull() throws IOException, InterruptedException;

  /** The board has told that it is away. */
  default void told() {
    // Most stay away.
  }

  /** Puts it back, at the same place. */
  void put() throws IOException, InterruptedException;
}
