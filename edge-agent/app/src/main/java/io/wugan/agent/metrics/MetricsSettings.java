package io.wugan.agent.metrics;

/**
 * Where figures can be read.
 *
 * @param listen address of this board; 127.0.0.1 for programs on the board alone
 * @param port TCP, 0 to 65535; 0 for any that is free, which tests use
 */
public record MetricsSettings(String listen, int port) {

  /** The address unless another one is given. */
  public static final String LISTEN = "127.0.0.1";

  /** The port unless another one is given. */
  public static final int PORT = 9464;
}
