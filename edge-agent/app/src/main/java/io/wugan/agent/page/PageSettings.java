package io.wugan.agent.page;

import java.util.Set;

/**
 * Where the local page is served.
 *
 * @param listen address of this board, or 0.0.0.0 for all of its networks
 * @param port TCP, 0 to 65535; 0 for any that is free, which tests use
 * @param names names beside the board's own by which people reach it; a request for another name is
 *     refused, because a hostile page may have bound that name to this address (DNS rebinding)
 */
public record PageSettings(String listen, int port, Set<String> names) {

  /** The port unless another one is given. */
  public static final int PORT = 8443;

  /** As many names as may be given. */
  public static final int MOST_NAMES = 8;

  public PageSettings {
    names = Set.copyOf(names);
  }
}
