package io.wugan.agent.cli;

import io.wugan.devices.coap.find.FoundKeeper;
import io.wugan.devices.coap.find.KeeperSearch;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wugan lot find}. */
@Command(
    name = "find",
    mixinStandardHelpOptions = true,
    description = {
      "List the boards of this network that say they keep a lot: site, edge, address and port (查找主控板). Anybody can say so;",
      "only a board that has a gate's key is believed. Status 3 if there is none, or more than one for a lot."
    })
final class LotFindCommand implements Callable<Integer> {

  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofSeconds(10);

  @Option(names = "--site", paramLabel = "SITE", description = "This lot alone.")
  private @Nullable String site;

  @Option(
      names = "--wait",
      paramLabel = "PT2S",
      description = "How long answers are waited for, 0.1 to 10 s; ${DEFAULT-VALUE} if not given.")
  private Duration wait = Duration.ofSeconds(2);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (wait.compareTo(LEAST) < 0 || wait.compareTo(MOST) > 0) {
      throw new ParameterException(
          spec.commandLine(), "--wait: found " + wait + "; allowed: PT0.1S to PT10S");
    }
    List<FoundKeeper> found = KeeperSearch.find(Optional.ofNullable(site), wait);
    PrintWriter out = spec.commandLine().getOut();
    for (FoundKeeper keeper : found) {
      out.printf(
          "%s  %s  %s  %d%n",
          keeper.site(),
          keeper.edge(),
          keeper.address().getAddress().getHostAddress(),
          keeper.address().getPort());
    }
    out.flush();
    long boards =
        found.stream().map(keeper -> keeper.site() + "/" + keeper.edge()).distinct().count();
    long lots = found.stream().map(FoundKeeper::site).distinct().count();
    return boards > 0 && boards == lots ? ExitStatus.DONE : ExitStatus.FAULT_FOUND;
  }
}
