package io.wugan.lab.billing;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * Every price of an operator, in one version. Immutable. The same version always means the same
 * prices: the ledger keeps the content of each version that it billed by and refuses another one
 * under the same number.
 *
 * @param id name of the tariff
 * @param version number of its version, ≥ 1
 * @param zone time zone of the lots, for the night
 * @param general prices of a lot that has none of its own
 * @param lots prices by site
 */
public record TariffBook(
    String id, int version, ZoneId zone, LotTariff general, Map<String, LotTariff> lots) {

  /** China has one time zone. */
  static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  /**
   * Prices of one lot.
   *
   * @param tariff by the time
   * @param free classes of vehicles that do not pay: {@code MONTHLY}, {@code EXEMPT}
   */
  public record LotTariff(Tariff tariff, Set<String> free) {
    /** Copies the set. */
    public LotTariff {
      free = Set.copyOf(free);
    }
  }

  /** Copies the map. */
  public TariffBook {
    lots = Map.copyOf(lots);
    if (version < 1) {
      throw new IllegalArgumentException("a tariff's version is at least 1, not " + version);
    }
  }

  /** One tariff for every lot and vehicle, under a name that tells its numbers. */
  public static TariffBook of(Tariff tariff) {
    String id =
        "options-%d-%d-%d-%d"
            .formatted(
                tariff.freeMinutes(),
                tariff.unitMinutes(),
                tariff.fenPerUnit(),
                tariff.fenPerDayCap());
    return new TariffBook(id, 1, CHINA, new LotTariff(tariff, Set.of()), Map.of());
  }

  /**
   * Price of a stay.
   *
   * @param site lot
   * @param standing class of the vehicle as the edge told it; empty for none
   * @param entry when it came in
   * @param minutes whole minutes, ≥ 0
   * @return fen, ≥ 0
   */
  public long fen(String site, String standing, Instant entry, long minutes) {
    LotTariff lot = lots.getOrDefault(site, general);
    if (lot.free().contains(standing)) {
      return 0;
    }
    int startMinute = entry.atZone(zone).toLocalTime().toSecondOfDay() / 60;
    return lot.tariff().fen(startMinute, minutes);
  }

  /** The same text for the same prices. */
  String content() {
    StringBuilder text = new StringBuilder(zone.getId());
    describe(text, "default", general);
    lots.keySet().stream()
        .sorted()
        .forEach(site -> describe(text, site, lots.getOrDefault(site, general)));
    return text.toString();
  }

  private static void describe(StringBuilder text, String name, LotTariff lot) {
    text.append("; ").append(name).append(' ').append(lot.tariff());
    text.append(" free ").append(lot.free().stream().sorted().toList());
  }
}
