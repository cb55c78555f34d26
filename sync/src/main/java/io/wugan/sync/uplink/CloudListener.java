package io.wugan.sync.uplink;

import java.util.List;

/**
 * Hears what the cloud says beside its acknowledgements. Called on the uplink's thread; must
 * neither block nor throw.
 */
public interface CloudListener {

  /** Hears nothing. */
  CloudListener NONE =
      new CloudListener() {
        @Override
        public List<String> channels() {
          return List.of();
        }

        @Override
        public void connected() {
          // Nobody to tell.
        }

        @Override
        public void received(String channel, byte[] payload) {
          // Subscribed to nothing.
        }
      };

  /** What to subscribe to beside {@code dn/ack}, such as {@code dn/cmd}; asked on each connect. */
  List<String> channels();

  /** A connection was made; side messages are taken from now on. */
  void connected();

  /**
   * A message came.
   *
   * @param channel one of {@link #channels()}
   * @param payload its own copy
   */
  void received(String channel, byte[] payload);
}
