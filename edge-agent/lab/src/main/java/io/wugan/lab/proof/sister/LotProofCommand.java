package io.wugan.lab.proof.sister;

import io.wugan.lab.broker.MosquittoBroker;
import io.wugan.lab.proof.ProofException;
import io.wugan.lab.proof.sister.LotProof.Lot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wugan lot-proof}: three boards of one lot, whose keeper and lines fail. */
@Command(
    name = "lot-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Run three agents as the three boards of one lot, each in a network namespace of its own, and drive rendered vehicles",
      "in at one and out at another, while the keeper is killed, is cut off, the cloud is cut off, and one board's clock is",
      "wrong. A line for each of these; exit status 1 if a stay, a panel or an alarm is not as it should be. Needs Linux,",
      "root, and the Debian packages iproute2, mosquitto, gcc and libc6-dev."
    })
public final class LotProofCommand implements Callable<Integer> {

  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final Duration WHOLE = Duration.ofMinutes(10);
  private static final Path LOCK = Path.of("/run/wugan-lot-proof.lock");
  private static final double MOST_MINUTES = 60;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long the keeper is away, 0.1 to 60; a third of a minute if not given.")
  private @Nullable Double minutes;

  @Option(names = "--whole", description = "The same as --minutes 10; takes 35 minutes.")
  private boolean whole;

  @Option(
      names = "--only",
      paramLabel = "PHASE",
      split = ",",
      description = "Numbers of the phases to run, 1 to 5; all if not given.")
  private List<Integer> only = List.of();

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder for the boards' data and logs, empty or new; else one in /tmp.")
  private @Nullable Path work;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    List<Phase> phases = phases();
    List<String> missing = missing();
    if (!missing.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "lot-proof cannot run: " + String.join("; ", missing));
    }
    try (FileChannel file =
            FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      if (lock == null) {
        throw new ProofException("another lot-proof runs on this machine; it has the namespaces");
      }
      return prove(phases, folder());
    }
  }

  private List<Phase> phases() {
    double given = minutes == null ? SHORT.toMillis() / 60e3 : minutes;
    if (given < 0.1 || given > MOST_MINUTES || (whole && minutes != null)) {
      throw new ParameterException(
          spec.commandLine(), "--minutes 0.1 to 60, or --whole, not both of them");
    }
    List<Phase> all = Phase.all(whole ? WHOLE : Duration.ofMillis((long) (given * 60e3)));
    if (only.stream().anyMatch(number -> number < 1 || number > all.size())) {
      throw new ParameterException(spec.commandLine(), "--only: 1 to " + all.size());
    }
    return all.stream().filter(each -> only.isEmpty() || only.contains(each.number())).toList();
  }

  private static List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!"root".equals(System.getProperty("user.name"))) {
      missing.add("it must be started by root, for it makes network namespaces");
    }
    if (!Files.isExecutable(Path.of("/usr/sbin/ip")) && !Files.isExecutable(Path.of("/sbin/ip"))) {
      missing.add("the program ip is missing: apt install iproute2");
    }
    if (!MosquittoBroker.isInstalled()) {
      missing.add("mosquitto is missing: apt install mosquitto");
    }
    WrongClock.missing().ifPresent(missing::add);
    return missing;
  }

  private Path folder() throws IOException {
    if (work == null) {
      return Files.createTempDirectory("wugan-lot-proof");
    }
    Path folder = work.toAbsolutePath();
    if (Files.exists(folder.resolve(Place.OFFICE.id()))) {
      throw new ParameterException(
          spec.commandLine(), "--work " + folder + " holds an earlier run: take an empty folder");
    }
    return Files.createDirectories(folder);
  }

  private int prove(List<Phase> phases, Path folder) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    say(out, "boards and logs in " + folder);
    Map<Place, Board> boards = new EnumMap<>(Place.class);
    try (LotNetwork network = LotNetwork.make();
        Cloud cloud = new Cloud(folder);
        DrawnAhead vehicles = new DrawnAhead(plates(phases))) {
      Thread hook = new Thread(network::close, "lot-proof-clean");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        makeBoards(folder, boards);
        LotProof proof =
            new LotProof(
                new Lot(network, cloud, boards), vehicles, rhythm(), line -> say(out, line));
        proof.start();
        say(out, PhaseReport.HEAD);
        return run(proof, phases, out);
      } finally {
        for (Board board : boards.values()) {
          board.close();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  private static int run(LotProof proof, List<Phase> phases, PrintWriter out) throws IOException {
    boolean good = true;
    for (Phase phase : phases) {
      PhaseReport report = proof.run(phase);
      List<String> faults = report.faults();
      say(out, report.line());
      faults.forEach(fault -> say(out, "  FAIL " + fault));
      good &= faults.isEmpty();
    }
    say(out, good ? "all as it should be" : "not as it should be");
    return good ? 0 : 1;
  }

  private static Traffic.Rhythm rhythm() {
    return new Traffic.Rhythm(
        Duration.ofSeconds(8), Duration.ofSeconds(20), Duration.ofSeconds(150));
  }

  // No plate comes twice in a phase: who enters again while the keeper is away is another subject.
  private static List<String> plates(List<Phase> phases) {
    long longest = phases.stream().mapToLong(each -> each.lasts().toSeconds()).max().orElse(0);
    int count = (int) ((longest + 300) / rhythm().every().toSeconds());
    return Drives.plates(count);
  }

  private static void makeBoards(Path folder, Map<Place, Board> boards) throws IOException {
    Map<Place, String> keys = new HashMap<>();
    SecureRandom random = new SecureRandom();
    List<byte[]> empty = Drives.empty();
    for (Place place : List.of(Place.GATE_IN, Place.GATE_OUT)) {
      byte[] key = new byte[16];
      random.nextBytes(key);
      keys.put(place, place.id() + " " + HexFormat.of().formatHex(key));
    }
    boards.put(Place.OFFICE, Board.make(Place.OFFICE, folder, List.copyOf(keys.values()), empty));
    for (Map.Entry<Place, String> gate : keys.entrySet()) {
      boards.put(gate.getKey(), Board.make(gate.getKey(), folder, List.of(gate.getValue()), empty));
    }
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
