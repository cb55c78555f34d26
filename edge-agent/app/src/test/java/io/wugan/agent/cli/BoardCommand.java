package io.wugan.agent.cli;

import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A board's configuration and data folder, and one of the program's commands run on them. */
final class BoardCommand {

  private final String command;
  private final Path config;
  private final Path data;
  private final TimeOrderedIds ids;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /**
   * @param directory for the configuration; the data folder lies in it
   * @param command such as {@code sessions}
   * @param ids of the ledger that {@link #open} opens
   * @param more lines of configuration
   */
  BoardCommand(Path directory, String command, TimeOrderedIds ids, String... more)
      throws IOException {
    this.command = command;
    this.ids = ids;
    this.data = directory.resolve("data");
    this.config =
        Files.writeString(
            directory.resolve("board.yaml"),
            """
            site: s1
            edge: e1
            data: data
            mqtt: {url: "tcp://127.0.0.1:1"}
            lanes: [{id: E1, role: ENTRY, camera: {file: a.mp4}}]
            """
                + String.join("\n", more));
  }

  /** Runs a sub-command with its arguments; its exit status. */
  int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all =
        new ArrayList<>(List.of(command, arguments[0], "--config", config.toString()));
    all.addAll(Arrays.asList(arguments).subList(1, arguments.length));
    return Wugan.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  SqliteLedger open() {
    return SqliteLedger.open(data, new EventCodec("s1", "e1"), ids);
  }

  Path data() {
    return data;
  }

  /** What the last run printed. */
  String out() {
    return out.toString();
  }

  /** What the last run complained of. */
  String err() {
    return err.toString();
  }
}
