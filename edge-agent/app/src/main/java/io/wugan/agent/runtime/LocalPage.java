package io.wugan.agent.runtime;

import io.wugan.agent.page.access.PageMemory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the page has of the program, rather than of one agent.
 *
 * @param memory outlives an agent that starts anew
 * @param file the configuration that can be changed on the page; empty where there is none
 */
public record LocalPage(PageMemory memory, Optional<Path> file) {

  /** Of an agent that is started once, without a file. */
  public static LocalPage none() {
    return new LocalPage(PageMemory.create(), Optional.empty());
  }
}
