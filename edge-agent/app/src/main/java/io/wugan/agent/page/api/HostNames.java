package io.wugan.agent.page.api;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * By which names the page may be asked for: any literal address, and names that are known. A page
 * of the internet can bind a name of its own to a board's address (DNS rebinding), but it cannot
 * make a browser say another name in {@code Host}. Immutable.
 */
public final class HostNames {

  private final Set<String> names = new TreeSet<>();

  /**
   * @param names of this board, case does not matter
   */
  public HostNames(Set<String> names) {
    this.names.add("localhost");
    for (String name : names) {
      String small = name.toLowerCase(Locale.ROOT);
      this.names.add(small);
      this.names.add(small + ".local");
    }
  }

  /** Whether a header {@code Host} may be answered; with or without a port. */
  boolean allows(String host) {
    String name = host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
    return name.matches("\\d{1,3}(\\.\\d{1,3}){3}")
        || name.matches("\\[[0-9a-f:.]+(%25?[a-z0-9]+)?]")
        || names.contains(name);
  }

  /** For people. */
  String described() {
    return "an address of the board, or one of " + String.join(", ", names);
  }
}
