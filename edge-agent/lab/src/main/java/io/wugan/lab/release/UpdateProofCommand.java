package io.wugan.lab.release;

import io.wugan.lab.broker.BrokerException;
import io.wugan.lab.broker.MosquittoBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wugan update-proof}. */
@Command(
    name = "update-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Update a board again and again, with good releases and bad ones, the power cut at every",
      "stage: it must always run a version that works, and lose no vehicle that it has recorded.",
      "A real agent under the package's launcher, a real broker (Mosquitto), real downloads."
    })
public final class UpdateProofCommand implements Callable<Integer> {

  private static final Duration VERIFY_LIMIT = Duration.ofMinutes(2);

  @Option(
      names = "--program",
      required = true,
      paramLabel = "DIR",
      description = "The program as the Debian package has it, with its launcher.")
  private Path program = Path.of("");

  @Option(names = "--cycles", description = "Updates (default: ${DEFAULT-VALUE}).")
  private int cycles = 40;

  @Option(names = "--only", description = "The cycle with this number alone, from 1.")
  private int only;

  @Option(names = "--seed", description = "For the moments that are drawn.")
  private long seed = 1;

  @Option(names = "--work", paramLabel = "DIR", description = "An empty folder, kept afterwards.")
  private @Nullable Path work;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (String file : List.of("wugan.jar", "launcher", "releases.sh")) {
      if (!Files.isRegularFile(program.resolve(file))) {
        throw new ParameterException(
            spec.commandLine(),
            "--program: " + program + " has no " + file + "; see docs/updates.md");
      }
    }
    Path folder =
        work == null
            ? Files.createTempDirectory("update-proof")
            : Files.createDirectories(work).toAbsolutePath();
    spec.commandLine().getErr().println("releases, ledger and log: " + folder);
    Files.createDirectories(folder.resolve("shop"));
    ReleaseShop shop = new ReleaseShop(program.toAbsolutePath(), folder.resolve("shop"));
    Path brokers = Files.createDirectories(folder.resolve("broker"));
    try (MosquittoBroker broker = MosquittoBroker.startIn(brokers);
        BundleShelf shelf = new BundleShelf(folder.resolve("shop"));
        UpdateCloud cloud = UpdateCloud.connect(broker.url(), UpdateLot.BOARD);
        UpdateLot lot =
            UpdateLot.install(
                folder, program.toAbsolutePath(), UpdateProof.first(), shop.trustedKey(), broker)) {
      lot.start();
      return run(new UpdateProof(lot, cloud, shop, shelf, UpdateProof.first()), lot, cloud);
    } catch (BrokerException failed) {
      spec.commandLine().getErr().println(failed.getMessage());
      return 1;
    }
  }

  private int run(UpdateProof proof, UpdateLot lot, UpdateCloud cloud)
      throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (!proof.begin()) {
      out.println("FAIL the board recorded no vehicle; see its log");
      out.flush();
      return 1;
    }
    int wrong = 0;
    List<UpdateCycle> plan = UpdateCycle.plan(cycles, seed);
    for (int i = 0; i < plan.size(); i++) {
      if (only != 0 && only != i + 1) {
        continue;
      }
      UpdateProof.Result result = proof.run(plan.get(i));
      wrong += result.wrong().isPresent() ? 1 : 0;
      out.printf(
          "%-4s %2d %-46s %6.1f s, %d starts, runs %s%n",
          result.wrong().isPresent() ? "FAIL" : "ok",
          i + 1,
          plan.get(i).name(),
          result.seconds(),
          result.starts(),
          result.wrong().orElse(result.runs()));
      out.flush();
    }
    return end(lot, cloud, wrong);
  }

  private int end(UpdateLot lot, UpdateCloud cloud, int wrong)
      throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    lot.stop();
    String verified = lot.command(VERIFY_LIMIT, "verify", "--data", lot.data().toString());
    boolean sound = verified.startsWith("0 ");
    boolean whole = cloud.isWhole();
    out.printf(
        "%s the ledger after %d starts; %s %d records at the cloud without a gap, %d vehicles%n",
        sound ? "ok  " : "FAIL",
        lot.starts(),
        whole ? "ok" : "FAIL",
        cloud.records(),
        cloud.vehicles());
    if (!sound) {
      out.println(verified);
    }
    out.println(wrong == 0 && sound && whole ? "all as it should be" : "NOT as it should be");
    out.flush();
    return wrong == 0 && sound && whole ? 0 : 1;
  }
}
