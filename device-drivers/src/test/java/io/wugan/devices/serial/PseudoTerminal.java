package io.wugan.devices.serial;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pair of terminals of the kernel (pty(7)): what stands for a serial port, and the end of the one
 * who plays the panel. The port has a stable name, as those of udev, that goes when it is pulled.
 * Needs Linux, and nothing installed.
 */
public final class PseudoTerminal implements AutoCloseable {

  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0400;
  private static final int O_NONBLOCK = 04000;

  /** The few functions of the C library that make one. */
  interface CLibrary extends Library {
    CLibrary C = Native.load("c", CLibrary.class);

    int posix_openpt(int flags);

    int grantpt(int fd);

    int unlockpt(int fd);

    String ptsname(int fd);

    NativeLong read(int fd, byte[] bytes, NativeLong count);

    NativeLong write(int fd, byte[] bytes, NativeLong count);

    int close(int fd);
  }

  private final Path name;
  private final byte[] chunk = new byte[512];
  private int master = -1;

  /**
   * @param name where the port's name is to stand
   */
  public PseudoTerminal(Path name) {
    this.name = name;
  }

  /** Plugs the adapter in. */
  public synchronized void plug() throws IOException {
    master = CLibrary.C.posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (master < 0 || CLibrary.C.grantpt(master) != 0 || CLibrary.C.unlockpt(master) != 0) {
      throw new IOException("this kernel gives no pseudo-terminal");
    }
    Files.deleteIfExists(name);
    Files.createSymbolicLink(name, Path.of(CLibrary.C.ptsname(master)));
  }

  /** Pulls it out. */
  public synchronized void pull() throws IOException {
    Files.deleteIfExists(name);
    CLibrary.C.close(master);
    master = -1;
  }

  /** The port's name. */
  public String port() {
    return name.toString();
  }

  /** What has come since the last call; empty where nothing has. Does not block. */
  public synchronized byte[] read() {
    if (master < 0) {
      return new byte[0];
    }
    int count = CLibrary.C.read(master, chunk, new NativeLong(chunk.length)).intValue();
    byte[] read = new byte[Math.max(0, count)];
    System.arraycopy(chunk, 0, read, 0, read.length);
    return read;
  }

  /** Sends bytes to the port. */
  public synchronized void write(byte[] bytes) {
    if (master >= 0) {
      CLibrary.C.write(master, bytes, new NativeLong(bytes.length));
    }
  }

  @Override
  public void close() throws IOException {
    if (master >= 0) {
      pull();
    }
  }
}
