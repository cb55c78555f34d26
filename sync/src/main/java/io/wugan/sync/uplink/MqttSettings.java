package io.wugan.sync.uplink;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the broker is and who we are to it.
 *
 * @param url {@code tcp://host[:port]} or {@code ssl://host[:port]}
 * @param clientId unique at the broker
 * @param username if the broker asks for one
 * @param password likewise
 * @param root what all topics begin with, such as {@code pk1}; may have levels and a leading slash,
 *     as some brokers prescribe
 * @param tls files for an encrypted connection
 */
public record MqttSettings(
    String url,
    String clientId,
    Optional<String> username,
    Optional<Secret> password,
    String root,
    TlsFiles tls) {

  private static final Pattern ROOT = Pattern.compile("/?[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+){0,2}");

  /**
   * @throws IllegalArgumentException if something cannot be right
   */
  public MqttSettings {
    URI uri = URI.create(url);
    String scheme = String.valueOf(uri.getScheme());
    if (!(scheme.equals("tcp") || scheme.equals("ssl")) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "the broker's address must be tcp://host:port or ssl://host:port");
    }
    if (uri.getUserInfo() != null || !(uri.getPath() == null || uri.getPath().isEmpty())) {
      throw new IllegalArgumentException(
          "the broker's address must hold host and port alone; name and password have their own"
              + " keys");
    }
    if (clientId.isEmpty() || clientId.length() > 128) {
      throw new IllegalArgumentException("the client id must have 1 to 128 characters");
    }
    if (!ROOT.matcher(root).matches()) {
      throw new IllegalArgumentException(
          "the root topic must be 1 to 3 levels of letters, digits, '_' and '-', not '"
              + root
              + "'");
    }
  }

  /** Without files for TLS. */
  public MqttSettings(
      String url,
      String clientId,
      Optional<String> username,
      Optional<Secret> password,
      String root) {
    this(url, clientId, username, password, root, TlsFiles.NONE);
  }

  /** Whether the connection is encrypted. */
  public boolean encrypted() {
    return url.startsWith("ssl:");
  }
}
