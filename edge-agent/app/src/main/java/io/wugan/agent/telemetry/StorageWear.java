package io.wugan.agent.telemetry;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far eMMC storage is worn, as it says itself (JESD84-B51 §7.4.42 and §7.4.43, in the kernel's
 * {@code /sys/class/mmc_host/}). SD cards do not say. Confined to one thread.
 */
final class StorageWear {

  private static final Logger log = LoggerFactory.getLogger(StorageWear.class);

  // Steps of 10 %: 0x09 is 80 to 90 % of the blocks' life, 0x0b is past it.
  private static final int WORN_STEP = 9;
  private static final int STEP_PERCENT = 10;
  private static final int NORMAL = 1;

  private final Path hosts;

  StorageWear() {
    this(Path.of("/sys/class/mmc_host"));
  }

  /**
   * @param hosts where the kernel tells about memory cards
   */
  StorageWear(Path hosts) {
    this.hosts = hosts;
  }

  /** What is worn, for a person; empty if nothing is, or nobody says. */
  Optional<String> worn() {
    if (!Files.isDirectory(hosts)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(hosts)) {
      for (Path host : all) {
        Optional<String> worn = wornAt(host);
        if (worn.isPresent()) {
          return worn;
        }
      }
    } catch (IOException untold) {
      log.debug("{} does not tell", hosts, untold);
    }
    return Optional.empty();
  }

  private static Optional<String> wornAt(Path host) throws IOException {
    try (DirectoryStream<Path> cards = Files.newDirectoryStream(host, "mmc*:*")) {
      for (Path card : cards) {
        int step = highest(card.resolve("life_time"));
        int spare = highest(card.resolve("pre_eol_info"));
        if (step >= WORN_STEP || spare > NORMAL) {
          return Optional.of(
              card.getFileName()
                  + ": "
                  + Math.max(0, step - 1) * STEP_PERCENT
                  + " % of its life are used"
                  + (spare > NORMAL ? ", spare blocks run out" : ""));
        }
      }
    }
    return Optional.empty();
  }

  // "0x03 0x01": two kinds of memory, the more worn one counts.
  private static int highest(Path file) {
    int highest = 0;
    try {
      if (Files.isReadable(file)) {
        for (String word : Files.readString(file).strip().split("\\s+", -1)) {
          highest = Math.max(highest, Integer.decode(word));
        }
      }
    } catch (IOException | NumberFormatException untold) {
      log.debug("{} tells nothing that is known", file, untold);
    }
    return highest;
  }
}
