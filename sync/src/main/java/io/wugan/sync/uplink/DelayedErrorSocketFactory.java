package io.wugan.sync.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;

/** Plain sockets with {@link DelayedErrors}. Thread-safe. */
final class DelayedErrorSocketFactory extends SocketFactory {

  private final UnaryOperator<InputStream> filter;

  /**
   * @param filter goes around the input of each socket
   */
  DelayedErrorSocketFactory(UnaryOperator<InputStream> filter) {
    this.filter = filter;
  }

  private static final class DelayedErrorSocket extends Socket {
    private final UnaryOperator<InputStream> filter;

    DelayedErrorSocket(UnaryOperator<InputStream> filter) {
      this.filter = filter;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return filter.apply(new DelayedErrors(super.getInputStream()));
    }
  }

  @Override
  public Socket createSocket() {
    return new DelayedErrorSocket(filter);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  private Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = createSocket();
    socket.connect(address);
    return socket;
  }
}
