package io.wugan.lab.plug;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The board's contacts as files. While they are pulled there is a file where their folder was, as a
 * chip that vanished leaves nothing to open. A contact can be held, as a loop that hangs.
 * Thread-safe.
 */
final class Contacts implements Plug {

  private final Path folder;
  private final Path aside;
  private final Map<String, Boolean> held = new ConcurrentHashMap<>();
  private final Map<String, Boolean> wanted = new ConcurrentHashMap<>();
  private boolean pulled; // guarded by this

  Contacts(Path folder) {
    this.folder = folder;
    this.aside = folder.resolveSibling(folder.getFileName() + ".pulled");
  }

  Path folder() {
    return folder;
  }

  /** A vehicle comes onto a loop, or leaves it. */
  void set(String id, boolean closed) throws IOException {
    wanted.put(id, closed);
    write(id);
  }

  /** From now on the contact says this, whatever drives over it. */
  void hold(String id, boolean closed) throws IOException {
    held.put(id, closed);
    write(id);
  }

  /** It works again. */
  void release(String id) throws IOException {
    held.remove(id);
    write(id);
  }

  private synchronized void write(String id) throws IOException {
    if (pulled) {
      return;
    }
    boolean closed = held.getOrDefault(id, wanted.getOrDefault(id, false));
    Files.createDirectories(folder);
    // In one step, so that nobody reads an empty file.
    Path next = folder.resolve("." + id + ".next");
    Files.writeString(next, closed ? "1\n" : "0\n");
    Files.move(next, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether an output is on. */
  synchronized boolean isOn(String output) throws IOException {
    Path file = folder.resolve(output);
    return !pulled && Files.exists(file) && Files.readString(file).startsWith("1");
  }

  @Override
  public synchronized void pull() throws IOException {
    if (pulled) {
      return;
    }
    pulled = true;
    if (Files.isDirectory(folder)) {
      Files.move(folder, aside);
    }
    Files.writeString(folder, "the contacts are away\n");
  }

  @Override
  public void put() throws IOException {
    synchronized (this) {
      if (!pulled) {
        return;
      }
      Files.delete(folder);
      if (Files.isDirectory(aside)) {
        Files.move(aside, folder);
      }
      pulled = false;
    }
    // What has changed meanwhile.
    for (String id : wanted.keySet()) {
      write(id);
    }
  }
}
