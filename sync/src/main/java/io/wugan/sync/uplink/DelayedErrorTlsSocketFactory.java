package io.wugan.sync.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TLS sockets with {@link DelayedErrors}. Thread-safe. */
final class DelayedErrorTlsSocketFactory extends SSLSocketFactory {

  private final SSLSocketFactory factory;
  private final UnaryOperator<InputStream> filter;

  private final BrokerAddresses addresses;

  /**
   * @param factory makes the sockets
   * @param addresses says which address of a name is tried
   * @param filter goes around the input of each socket
   */
  DelayedErrorTlsSocketFactory(
      SSLSocketFactory factory, BrokerAddresses addresses, UnaryOperator<InputStream> filter) {
    this.factory = factory;
    this.addresses = addresses;
    this.filter = filter;
  }

  private Socket late(Socket socket) {
    return new DelayedErrorTlsSocket((SSLSocket) socket, addresses, filter);
  }

  @Override
  public Socket createSocket() throws IOException {
    return late(factory.createSocket());
  }

  @Override
  public Socket createSocket(Socket inner, String host, int port, boolean autoClose)
      throws IOException {
    return late(factory.createSocket(inner, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return late(factory.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return late(factory.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return late(factory.createSocket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return late(factory.createSocket(host, port, from, fromPort));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }
}
