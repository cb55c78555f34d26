package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.replay.Replay;
import io.wugan.agent.replay.Replay.ReplaySettings;
import io.wugan.agent.replay.ReplayInput;
import io.wugan.agent.replay.ReplayListener;
import io.wugan.agent.runtime.DataFolder;
import io.wugan.agent.runtime.TemporaryFolder;
import io.wugan.core.device.DeviceException;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.ledger.Commit;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.recognition.PictureRegion;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan replay VIDEO… [--lane LANE] [--config FILE]}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Play recorded video through the same pipeline as on a board, on a virtual clock.",
      "The same input gives the same records, byte for byte."
    })
final class ReplayCommand implements Callable<Integer> {

  private static final long SEED = 1;
  private static final double MOST_SPEED = 1000;
  private static final String BOOT_ID = "00000000-0000-0000-0000-000000000000";

  @Parameters(
      arity = "1..*",
      paramLabel = "[LANE=]VIDEO",
      description = "Recorded videos, one after the other; LANE= names a lane other than --lane.")
  private List<String> videos = new ArrayList<>();

  @Option(
      names = "--lane",
      paramLabel = "LANE",
      description = "entry or exit, or with --config a lane of it (default: ${DEFAULT-VALUE}).")
  private String lane = "entry";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration whose lanes, names and tracking are used.")
  private @Nullable Path configFile;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "UTC at which the first video begins (default: ${DEFAULT-VALUE}).")
  private Instant start = Instant.parse("2026-01-01T00:00:00Z");

  @Option(
      names = "--gap",
      paramLabel = "DURATION",
      description = "Time between two videos (default: ${DEFAULT-VALUE}).")
  private Duration gap = Duration.ofMinutes(30);

  @Option(
      names = "--together",
      description = "Play the videos at once, as several lanes do; each wants a lane of its own.")
  private boolean together;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = {
        "Times real time; 0 as fast as possible (default: ${DEFAULT-VALUE}).",
        "With a pace, the time from crossing to record is told at the end."
      })
  private double speed;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep ledger and pictures here; a new folder is wanted.")
  private @Nullable Path data;

  @Option(names = "--format", description = "table or jsonl (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.table;

  @Mixin private RecognitionOptions recognition = new RecognitionOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException, DeviceException, InterruptedException {
    Optional<AgentConfig> config =
        configFile == null ? Optional.empty() : Optional.of(ConfigFile.load(configFile));
    List<LaneVideo> inputs = inputs(config);
    if (data == null) {
      try (TemporaryFolder folder = TemporaryFolder.create("wugan-replay")) {
        play(inputs, config, folder.path());
      }
    } else {
      if (Files.exists(data.resolve("ledger.db"))) {
        throw new IOException(data + ": has a ledger already; a replay wants a new folder");
      }
      play(inputs, config, data);
    }
    return ExitStatus.DONE;
  }

  private record LaneVideo(Lane lane, PictureRegion region, Path video) {
    ReplayInput at(Duration startsAt) {
      return new ReplayInput(lane, video, region, startsAt);
    }
  }

  private void play(List<LaneVideo> inputs, Optional<AgentConfig> config, Path folder)
      throws IOException, DeviceException, InterruptedException {
    EventCodec codec =
        new EventCodec(
            config.map(AgentConfig::site).orElse("replay"),
            config.map(AgentConfig::edge).orElse("laptop"));
    VirtualLotClock clock = new VirtualLotClock(start, BOOT_ID);
    TimeOrderedIds ids = new TimeOrderedIds(clock, new SplittableRandom(SEED));
    DataFolder dataFolder = DataFolder.open(folder);
    try (SqliteLedger ledger = SqliteLedger.open(dataFolder.ledger(), codec, ids)) {
      Replay replay =
          new Replay(
              clock, ledger, new FileEvidenceStore(dataFolder.evidence()), ids, settings(config));
      Printer printer = new Printer(new ReplayLines(spec.commandLine().getOut(), codec, format));
      if (together) {
        replay.play(inputs.stream().map(input -> input.at(Duration.ZERO)).toList(), printer);
      } else {
        playInTurn(replay, inputs, printer);
      }
      printer.lines.end();
    }
  }

  private void playInTurn(Replay replay, List<LaneVideo> inputs, Printer printer)
      throws DeviceException, InterruptedException {
    Duration begins = Duration.ZERO;
    for (LaneVideo input : inputs) {
      replay.play(List.of(input.at(begins)), printer);
      begins = begins.plus(printer.length).plus(gap);
    }
  }

  private ReplaySettings settings(Optional<AgentConfig> config) {
    return new ReplaySettings(
        recognition.forVideo(),
        config.map(AgentConfig::tracker).orElse(TrackerSettings.DEFAULT),
        config.map(AgentConfig::matching).orElse(MatchSettings.DEFAULT),
        config.map(AgentConfig::maxStay).orElse(Duration.ofDays(30)),
        speed);
  }

  private List<LaneVideo> inputs(Optional<AgentConfig> config) {
    if (!(speed >= 0 && speed <= MOST_SPEED)) {
      throw new ParameterException(
          spec.commandLine(), "--speed " + speed + ": 0 to " + MOST_SPEED + " is allowed");
    }
    List<LaneVideo> inputs = new ArrayList<>();
    for (String video : videos) {
      int equals = video.indexOf('=');
      boolean named = equals > 0 && video.substring(0, equals).matches("[A-Za-z0-9_-]{1,32}");
      Lane through = lane(named ? video.substring(0, equals) : lane, config);
      if (together && inputs.stream().anyMatch(other -> other.lane().equals(through))) {
        throw new ParameterException(
            spec.commandLine(),
            "--together: lane " + through.id() + " has two videos; each wants a lane of its own");
      }
      Path file = Path.of(named ? video.substring(equals + 1) : video);
      inputs.add(new LaneVideo(through, region(through, config), file));
    }
    return inputs;
  }

  private static PictureRegion region(Lane lane, Optional<AgentConfig> config) {
    return config.stream()
        .flatMap(known -> known.lanes().stream())
        .filter(known -> known.lane().equals(lane))
        .map(LaneConfig::region)
        .findFirst()
        .orElse(PictureRegion.WHOLE);
  }

  private Lane lane(String name, Optional<AgentConfig> config) {
    if (config.isPresent()) {
      List<Lane> lanes = config.get().lanes().stream().map(LaneConfig::lane).toList();
      return lanes.stream()
          .filter(known -> known.id().equals(name))
          .findFirst()
          .orElseThrow(() -> unknownLane(name, lanes.stream().map(Lane::id).toList()));
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "entry" -> Lane.of("entry", LaneRole.ENTRY);
      case "exit" -> Lane.of("exit", LaneRole.EXIT);
      default -> throw unknownLane(name, List.of("entry", "exit"));
    };
  }

  private ParameterException unknownLane(String name, List<String> allowed) {
    return new ParameterException(
        spec.commandLine(), "no lane '" + name + "'; allowed: " + String.join(", ", allowed));
  }

  private static final class Printer implements ReplayListener {

    private final ReplayLines lines;
    private Duration length = Duration.ZERO;

    private Printer(ReplayLines lines) {
      this.lines = lines;
    }

    @Override
    public void captured(Commit commit, Optional<Duration> delay) {
      lines.print(commit);
      delay.ifPresent(lines::recordedAfter);
    }

    @Override
    public void progress(ReplayInput input, Duration position, long frames) {
      length = position;
    }
  }
}
