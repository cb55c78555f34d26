package io.wugan.sync.uplink;

import java.net.URI;
import java.nio.file.Path;
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
 * @param trustedCa PEM file of the authorities that may sign the broker's certificate; empty for
 *     those of the Java platform
 */
public record MqttSettings(
    String url,
    String clientId,
    Optional<String> username,
    Optional<Secret> password,
    String root,
    Optional<Path> trustedCa) {

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

  /** With the authorities of the Java platform. */
  public MqttSettings(
      String url,
      String clientId,
      Optional<String> username,
      Optional<Secret> password,
      String root) {
    this(url, clientId, username, password, root, Optional.empty());
  }

  /** Whether the connection is encrypted. */
  public boolean tls() {
    return url.startsWith("ssl:");
  }
}
