package io.wugan.agent.remote;

/** The agent ends to be started with another configuration. */
public final class ConfigChangedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what has changed. */
  public ConfigChangedException(String message) {
    super(message);
  }
}
