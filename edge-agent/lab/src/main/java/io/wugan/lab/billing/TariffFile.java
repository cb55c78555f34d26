package io.wugan.lab.billing;

import io.wugan.lab.billing.TariffBook.LotTariff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a tariff file: YAML, of which JSON is a part. */
final class TariffFile {
  private static final int FORMAT = 1;
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_FEN = 100_000_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern SITE = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final Pattern ANY = Pattern.compile(".+");
  private static final Set<String> CLASSES = Set.of("MONTHLY", "EXEMPT", "ARREARS");

  private final String file;
  private final List<String> problems = new ArrayList<>();

  private TariffFile(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws TariffFileException with every problem: file, line, key, value and what is allowed
   */
  static TariffBook read(Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new TariffFileException(List.of(path + " has more than " + MAX_BYTES + " bytes"));
      }
      return parse(path.toString(), Files.readString(path));
    } catch (IOException unreadable) {
      throw new TariffFileException(List.of("cannot read " + path + ": " + unreadable));
    }
  }

  /** Reads a text; {@code file} is its name in messages. */
  static TariffBook parse(String file, String text) {
    return new TariffFile(file).read(text);
  }

  private TariffBook read(String text) {
    Optional<Node> node = compose(text);
    if (node.isEmpty()) {
      throw new TariffFileException(List.of(file + " is empty"));
    }
    TariffNode root = new TariffNode(file, "", node.get(), 1, problems);
    root.number("format", FORMAT, FORMAT, FORMAT);
    String id = root.text("id", null, NAME, "1 to 64 letters, digits, '_', '.' and '-'");
    int version = root.number("version", null, 1, 1_000_000);
    ZoneId zone = zone(root);
    LotTariff general = lot(root.section("default"), null);
    Map<String, LotTariff> lots = new LinkedHashMap<>();
    TariffNode sites = root.section("lots");
    for (String site : sites.keys()) {
      if (!SITE.matcher(site).matches()) {
        sites.refuse(site, "is no site", "1 to 32 letters, digits, '_' and '-'");
      }
      lots.put(site, lot(sites.section(site), general));
    }
    root.refuseUnknownKeys();
    if (!problems.isEmpty()) {
      throw new TariffFileException(problems);
    }
    return new TariffBook(id, version, zone, general, lots);
  }

  private Optional<Node> compose(String text) {
    try {
      return new Compose(LoadSettings.builder().build()).composeString(text);
    } catch (MarkedYamlEngineException wrong) {
      int line = wrong.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new TariffFileException(
          List.of("%s:%d: no YAML or JSON: %s".formatted(file, line, wrong.getProblem())));
    } catch (YamlEngineException wrong) {
      throw new TariffFileException(List.of(file + ": no YAML or JSON: " + wrong.getMessage()));
    }
  }

  private static ZoneId zone(TariffNode root) {
    String says = "a time zone such as Asia/Shanghai";
    String name = root.text("zone", TariffBook.CHINA.getId(), ANY, says);
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      root.refuse("zone", "'" + name + "'", says);
      return TariffBook.CHINA;
    }
  }

  private LotTariff lot(TariffNode node, @Nullable LotTariff general) {
    Tariff base = general == null ? Tariff.EXAMPLE : general.tariff();
    boolean own = general == null;
    int free = node.number("freeMinutes", own ? null : base.freeMinutes(), 0, 1440);
    int unit = node.number("unitMinutes", own ? null : base.unitMinutes(), 1, 1440);
    int fen = node.number("fenPerUnit", own ? null : base.fenPerUnit(), 0, MAX_FEN);
    int day = node.number("fenPerDay", own ? null : base.fenPerDayCap(), 0, MAX_FEN);
    if (day < fen) {
      node.refuse("fenPerDay", "'" + day + "'", "at least fenPerUnit, " + fen);
      day = fen;
    }
    Optional<Tariff.Night> night = node.has("night") ? night(node.section("night")) : base.night();
    Set<String> waived = node.words("free", CLASSES, general == null ? Set.of() : general.free());
    node.refuseUnknownKeys();
    return new LotTariff(new Tariff(free, unit, fen, day, night), waived);
  }

  private static Optional<Tariff.Night> night(TariffNode node) {
    int from = node.clock("from");
    int to = node.clock("to");
    int fen = node.number("fenPerUnit", null, 0, MAX_FEN);
    node.refuseUnknownKeys();
    if (from == to) {
      node.refuse("to", "is the same as from", "another time than from");
      return Optional.empty();
    }
    return Optional.of(new Tariff.Night(from, to, fen));
  }
}
