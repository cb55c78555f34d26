package io.wugan.sync.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;

/** Plain sockets with {@link DelayedErrors} and {@link FirstByte}. Thread-safe. */
final class DelayedErrorSocketFactory extends SocketFactory {

  private final BrokerAddresses addresses;
  private final UnaryOperator<InputStream> filter;

  /**
   * @param addresses says which address of a name is tried
   * @param filter goes around the input of each socket
   */
  DelayedErrorSocketFactory(BrokerAddresses addresses, UnaryOperator<InputStream> filter) {
    this.addresses = addresses;
    this.filter = filter;
  }

  private static final class DelayedErrorSocket extends Socket {
    private final BrokerAddresses addresses;
    private final UnaryOperator<InputStream> filter;

    DelayedErrorSocket(BrokerAddresses addresses, UnaryOperator<InputStream> filter) {
      this.addresses = addresses;
      this.filter = filter;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(addresses.next(endpoint), timeout);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return filter.apply(new DelayedErrors(new FirstByte(super.getInputStream())));
    }
  }

  @Override
  public Socket createSocket() {
    return new DelayedErrorSocket(addresses, filter);
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
