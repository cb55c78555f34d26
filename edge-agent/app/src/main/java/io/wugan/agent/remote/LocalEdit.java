package io.wugan.agent.remote;

import io.wugan.agent.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A change of the configuration file that is made through the agent itself. What was there before
 * is kept until the agent has started with the new one; an agent that does not start with it takes
 * it back by itself, for the page on which it was changed would be gone with the agent.
 *
 * <p>Thread-safe between one writer and one who takes back.
 */
public final class LocalEdit {

  private final Path file;
  private final Path before;

  /**
   * @param file the configuration
   * @param data the agent's data folder, where the text before is kept
   */
  public LocalEdit(Path file, Path data) {
    this.file = file;
    this.before = data.resolve("config").resolve("before-edit.yaml");
  }

  /** Whether the file can be changed by this program. */
  public boolean isPossible() {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isWritable(folder) && Files.isWritable(file);
  }

  /**
   * Writes another text.
   *
   * @throws IOException if it cannot be written; the old one is still there
   */
  public void save(String text) throws IOException {
    Path folder = before.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    // Of two changes within one start the first is the one that the agent started with.
    if (!Files.exists(before)) {
      write(before, Files.readString(file));
    }
    write(file, text);
  }

  /** The agent has started with the file as it is. */
  public void proved() throws IOException {
    Files.deleteIfExists(before);
  }

  /**
   * The agent does not start with it.
   *
   * @return whether there was a change to take back
   */
  public boolean takeBack() throws IOException {
    if (!Files.exists(before)) {
      return false;
    }
    write(file, Files.readString(before));
    Files.delete(before);
    return true;
  }

  // It keeps its mode: who could read it before can do so still, and nobody else.
  private void write(Path target, String text) throws IOException {
    boolean posix = Files.getFileStore(file).supportsFileAttributeView("posix");
    WholeFile.write(
        target,
        text.getBytes(StandardCharsets.UTF_8),
        posix ? Optional.of(Files.getPosixFilePermissions(file)) : Optional.empty());
  }
}
