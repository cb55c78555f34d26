package io.wugan.agent.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What a board is in a lot of several; a board alone has none. */
public sealed interface LotConfig {

  /** The usual port of the keeper, as 5684 is that of bay sensors on the same board. */
  int PORT = 5694;

  /**
   * The board that keeps the lot's stays.
   *
   * @param listen where the others reach it
   * @param boards edge ids of the others, 1 to 32
   * @param keys file of their edge ids and keys
   */
  record Keeper(InetSocketAddress listen, Set<String> boards, Path keys) implements LotConfig {
    public Keeper {
      boards = Set.copyOf(boards);
    }
  }

  /**
   * A board at a gate, which leaves stays to the keeper.
   *
   * @param host name or address of the keeper; empty where it is looked for on the lot's network
   * @param port 1 to 65535; of no use where the keeper is looked for, which says its own
   * @param keys file with this board's edge id and key
   */
  record Gate(Optional<String> host, int port, Path keys) implements LotConfig {}
}
