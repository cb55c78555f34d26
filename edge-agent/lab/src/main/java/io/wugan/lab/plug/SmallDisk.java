package io.wugan.lab.plug;

import io.wugan.lab.process.ShortProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small disk in memory that others fill, or not. Pulled: full, and what becomes free is taken
 * again, until the ledger lives on its reserve. Confined to the proof's thread, but for its own.
 */
final class SmallDisk implements Plug, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SmallDisk.class);
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(10);
  private static final int STEP = 1 << 20;
  private static final long PAUSE_MILLIS = 100;

  private final Path folder;
  private final Path ballast;
  private final Path reserve;
  private volatile boolean filling;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("others");
    this.reserve = folder.resolve("data").resolve("ledger.reserve");
  }

  /**
   * Mounts one; needs root.
   *
   * @return empty where that is not allowed
   */
  static Optional<SmallDisk> mount(Path folder, int megabytes)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean mounted =
        command("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "plug", folder.toString());
    return mounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
  }

  private static boolean command(String... words) throws InterruptedException {
    try {
      return ShortProgram.run(List.of(words), COMMAND_LIMIT).isGood();
    } catch (IOException missing) {
      log.debug("{} cannot be run", words[0], missing);
      return false;
    }
  }

  @Override
  public void pull() {
    if (filling) {
      return;
    }
    filling = true;
    Thread thread = new Thread(this::fill, "others-fill-the-disk");
    thread.setDaemon(true);
    thread.start();
  }

  private void fill() {
    byte[] step = new byte[STEP];
    try {
      while (filling) {
        FileStore store = Files.getFileStore(folder);
        try (OutputStream out =
            Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
          while (isFilling() && store.getUsableSpace() > 0) {
            out.write(step, 0, (int) Math.min(STEP, store.getUsableSpace()));
          }
        } catch (IOException full) {
          log.debug("the disk is full", full);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (IOException | InterruptedException ended) {
      log.debug("nobody fills the disk any more", ended);
    }
  }

  // What the ledger's reserve gives is left to it.
  private boolean isFilling() {
    filling = filling && Files.exists(reserve);
    return filling;
  }

  /** Others write nothing more: the disk stays full, but for what the ledger's reserve gives. */
  @Override
  public void told() {
    filling = false;
  }

  @Override
  public void put() throws IOException, InterruptedException {
    filling = false;
    TimeUnit.MILLISECONDS.sleep(2 * PAUSE_MILLIS);
    Files.deleteIfExists(ballast);
  }

  @Override
  public void close() throws IOException {
    filling = false;
    try {
      if (!command("umount", folder.toString()) && !command("umount", "-l", folder.toString())) {
        throw new IOException(folder + " is still mounted");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
