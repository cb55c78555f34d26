package io.wugan.lab.command;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The end of systemd that a service speaks to: a datagram socket, as {@code NOTIFY_SOCKET} names it
 * (sd_notify(3)). A thread of its own listens: the kernel keeps ten words and refuses the next.
 */
final class ServiceSocket implements AutoCloseable {

  interface Kernel extends Library {
    int socket(int domain, int type, int protocol) throws LastErrorException;

    int bind(int socket, byte[] address, int length) throws LastErrorException;

    NativeLong recv(int socket, byte[] bytes, NativeLong length, int flags)
        throws LastErrorException;

    int shutdown(int socket, int how) throws LastErrorException;

    int close(int socket) throws LastErrorException;
  }

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SHUT_RDWR = 2;

  private final Kernel kernel = Native.load("c", Kernel.class);
  private final List<String> words = new CopyOnWriteArrayList<>();
  private final int socket;
  private final Thread listener = new Thread(this::listen, "service-socket");

  /**
   * @param file where it is bound; a path of at most 108 bytes, without a file
   */
  ServiceSocket(Path file) {
    byte[] path = file.toString().getBytes(StandardCharsets.UTF_8);
    byte[] address = new byte[2 + path.length];
    ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).putShort((short) AF_UNIX).put(path);
    socket = kernel.socket(AF_UNIX, SOCK_DGRAM, 0);
    kernel.bind(socket, address, address.length);
    listener.start();
  }

  private void listen() {
    byte[] bytes = new byte[4096];
    int count = receive(bytes);
    while (count > 0) {
      words.addAll(List.of(new String(bytes, 0, count, StandardCharsets.UTF_8).split("\n")));
      count = receive(bytes);
    }
  }

  private int receive(byte[] bytes) {
    return kernel.recv(socket, bytes, new NativeLong(bytes.length), 0).intValue();
  }

  /** What was said so far, a line each. */
  List<String> words() {
    return List.copyOf(words);
  }

  @Override
  public void close() throws InterruptedException {
    kernel.shutdown(socket, SHUT_RDWR); // recv(2) gives nothing then
    listener.join(5_000);
    kernel.close(socket);
  }
}
