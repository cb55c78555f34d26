package io.wugan.agent.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the section {@code lot}; the one place that knows its defaults and ranges. */
final class LotReader {

  private static final Pattern HOST = Pattern.compile("[0-9A-Za-z.:_-]{1,253}");
  private static final String KEEPER_ALLOWED =
      "true if this board keeps the lot, or the keeper's name or address, or auto to look for it";
  private static final int MOST_BOARDS = 32;

  private final ConfigSection root;
  private final Function<String, Path> paths;

  /**
   * @param root the whole file
   * @param paths makes a path of what the file says
   */
  LotReader(ConfigSection root, Function<String, Path> paths) {
    this.root = root;
    this.paths = paths;
  }

  /**
   * @param edge this board
   */
  Optional<LotConfig> read(String edge) {
    if (!root.has("lot")) {
      return Optional.empty();
    }
    ConfigSection lot = root.section("lot");
    String keeper = lot.require("keeper", HOST, KEEPER_ALLOWED);
    int port = lot.integer("port", LotConfig.PORT, 1, 65_535);
    Path keys = paths.apply(lot.require("keys", ConfigReader.ANY, "a file of keys"));
    if (keeper.equals("true")) {
      String listen = lot.text("listen", "0.0.0.0", HOST, "an address of this board, or 0.0.0.0");
      return Optional.of(
          new LotConfig.Keeper(new InetSocketAddress(listen, port), boards(lot, edge), keys));
    }
    if (keeper.equals("false")) {
      lot.error("keeper", "'false'", KEEPER_ALLOWED + "; no section lot for a board alone");
    }
    for (String key : new String[] {"listen", "boards"}) {
      if (!lot.texts(key, Integer.MAX_VALUE, "nothing").isEmpty()) {
        lot.error(key, "a value", "none where keeper is another board");
      }
    }
    boolean auto = keeper.equals("auto");
    if (auto && lot.has("port")) {
      lot.error("port", "a value", "none where the keeper is looked for: it says its own");
    }
    return Optional.of(
        new LotConfig.Gate(auto ? Optional.empty() : Optional.of(keeper), port, keys));
  }

  private static Set<String> boards(ConfigSection lot, String edge) {
    Set<String> boards = new HashSet<>();
    for (ConfigSection.ListedText board :
        lot.texts("boards", MOST_BOARDS, ConfigReader.ID_ALLOWED)) {
      String id = board.text();
      if (!ConfigReader.ID.matcher(id).matches()) {
        lot.error(board.line(), "boards", "'" + id + "'", ConfigReader.ID_ALLOWED);
      } else if (id.equals(edge)) {
        lot.error(board.line(), "boards", "'" + id + "', this board itself", "the other boards");
      } else if (!boards.add(id)) {
        lot.error(board.line(), "boards", "'" + id + "' a second time", "each board once");
      }
    }
    if (!lot.has("boards")) {
      lot.error("boards", "nothing", "the edge ids of the other boards");
    }
    return boards;
  }
}
