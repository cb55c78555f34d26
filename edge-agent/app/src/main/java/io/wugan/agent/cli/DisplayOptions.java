package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.core.device.Announcement;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which panel, and a text of one's own. */
final class DisplayOptions {

  @Mixin private BoardConfig board = new BoardConfig();

  @Option(names = "--lane", paramLabel = "ID", description = "The lane.")
  private Optional<String> lane = Optional.empty();

  @Option(
      names = "--text",
      paramLabel = "LINE",
      description = "A line to show; several for several lines.")
  private List<String> text = List.of();

  @Option(names = "--voice", paramLabel = "TEXT", description = "What is said.")
  private Optional<String> voice = Optional.empty();

  @Option(names = "--free", paramLabel = "BAYS", description = "Free bays, 0 to 60000.")
  private Optional<Integer> free = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** The lanes that are meant: one, or all. */
  List<LaneConfig> lanes() throws ConfigException, IOException {
    if (free.isPresent() && (free.get() < 0 || free.get() > 60_000)) {
      throw wrong("--free " + free.get() + "; allowed: 0 to 60000");
    }
    AgentConfig config = board.load();
    if (lane.isEmpty()) {
      return config.lanes();
    }
    List<LaneConfig> found =
        config.lanes().stream().filter(one -> one.lane().id().equals(lane.get())).toList();
    if (found.isEmpty()) {
      List<String> ids = config.lanes().stream().map(one -> one.lane().id()).toList();
      throw wrong(
          "--lane " + lane.get() + "; lanes in " + board.file() + ": " + String.join(", ", ids));
    }
    return found;
  }

  CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  /** The text of one's own, where there is one. */
  Optional<Announcement> own() {
    return text.isEmpty() && voice.isEmpty() && free.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Announcement(
                text,
                voice.orElse(""),
                free.isPresent() ? OptionalInt.of(free.get()) : OptionalInt.empty()));
  }
}
