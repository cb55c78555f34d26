package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.config.ConfigException;
import io.wugan.core.ledger.PlateLists;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.VehicleClass;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan lists show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show the list that is held, in the order of its plates (查看名单).")
final class ListsShowCommand implements Callable<Integer> {

  private static final JsonMapper JSON = new JsonMapper();

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Option(names = "--class", description = "Only ${COMPLETION-CANDIDATES}.")
  private @Nullable VehicleClass vehicleClass;

  @Option(names = "--unmasked", description = "Whole plates: they are personal data.")
  private boolean unmasked;

  @Mixin private LimitOption limit = new LimitOption();

  @Mixin private FormatOption format = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (LedgerView view = ledger.view()) {
      for (ListedPlate listed : view.listPlates(Optional.ofNullable(vehicleClass), limit.value())) {
        out.println(format.isJson() ? json(listed) : row(listed));
      }
      if (!format.isJson()) {
        out.println(footer(view.plateList()));
      }
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private static String footer(PlateLists.Replacement held) {
    return held.held() == 0
        ? "no list yet"
        : String.format(Locale.ROOT, "revision %d, %d plates", held.held(), held.plates());
  }

  private String plate(ListedPlate listed) {
    return unmasked ? listed.plate().text() : listed.plate().masked();
  }

  private String row(ListedPlate listed) {
    return String.format(
        Locale.ROOT,
        "%-8s  %-8s  from %s  until %s",
        plate(listed),
        listed.vehicleClass(),
        listed.from().map(Instant::toString).orElse("-"),
        listed.until().map(Instant::toString).orElse("-"));
  }

  private String json(ListedPlate listed) {
    return JSON.createObjectNode()
        .put("plate", plate(listed))
        .put("class", listed.vehicleClass().name())
        .put("from", listed.from().map(Instant::toString).orElse(null))
        .put("until", listed.until().map(Instant::toString).orElse(null))
        .toString();
  }
}
