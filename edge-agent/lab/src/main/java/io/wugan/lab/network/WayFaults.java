package io.wugan.lab.network;

import static java.lang.String.format;

import io.wugan.lab.broker.Broker;
import io.wugan.lab.network.FaultyProxy.Mode;
import io.wugan.sync.uplink.UplinkTimings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * F8: what stands on the way to a broker. Names, IPv6 and portals with a certificate of their own
 * are in the tests of the uplink, which can give a process names of its own.
 */
final class WayFaults {
  private static final Duration PORTAL = Duration.ofSeconds(12);
  private static final int WITH_TRAFFIC_SECONDS = 30;
  private static final int BAR_SECONDS = 60;

  private WayFaults() {}

  static List<NetworkFault> all() {
    return List.of(new Way());
  }

  private static final class Way implements NetworkFault {
    @Override
    public String id() {
      return "F8";
    }

    @Override
    public List<FaultReport> happen(Place place) throws IOException, InterruptedException {
      List<FaultReport> reports = new ArrayList<>();
      try (Broker broker = place.broker(List.of());
          NetworkLot lot = new NetworkLot(place, broker, UplinkTimings.defaults(), true)) {
        lot.awaitConnected();
        lot.vehicles().comeAndGo(5);
        lot.awaitDelivered(Duration.ofMinutes(1));
        reports.add(forgotten(lot, "what is sent is answered with a reset", true, true));
        reports.add(forgotten(lot, "records wait", false, true));
        reports.add(forgotten(lot, "nobody passes", false, false));
      }
      try (Broker broker = place.broker(List.of());
          NetworkLot lot = new NetworkLot(place, broker, UplinkTimings.defaults(), true)) {
        lot.awaitConnected();
        reports.add(portal(lot));
      }
      return reports;
    }

    private FaultReport forgotten(NetworkLot lot, String injected, boolean reset, boolean traffic) {
      long connections = lot.stats().connections();
      lot.proxy().forget(reset);
      if (traffic) {
        lot.vehicles().comeAndGo(3);
      }
      Optional<Double> again =
          NetworkLot.secondsUntil(
              () -> lot.stats().connections() > connections && lot.stats().connected(),
              Duration.ofMinutes(3));
      lot.vehicles().comeAndGo(3);
      lot.awaitDelivered(Duration.ofMinutes(2));
      int bar = traffic ? WITH_TRAFFIC_SECONDS : BAR_SECONDS;
      return report("a NAT forgets the connection, " + injected, "connected anew", again, bar);
    }

    private FaultReport portal(NetworkLot lot) throws InterruptedException {
      lot.proxy().mode(Mode.PORTAL).cut();
      lot.vehicles().comeAndGo(3);
      Thread.sleep(PORTAL.toMillis());
      String told = lot.stats().lastFailure().orElse("");
      lot.proxy().heal();
      Optional<Double> back =
          NetworkLot.secondsUntil(() -> lot.stats().connected(), Duration.ofMinutes(3));
      lot.awaitDelivered(Duration.ofMinutes(2));
      if (!told.contains("captive portal")) {
        throw new FaultNotSurvivedException("the portal is not named, but: " + told);
      }
      return report(
          "a captive portal answers with its page for " + PORTAL.toSeconds() + " s",
          "named in the log; connected after it is gone",
          back,
          BAR_SECONDS);
    }

    private FaultReport report(
        String injected, String checked, Optional<Double> seconds, int barSeconds) {
      return new FaultReport(
          id(),
          injected,
          checked + "; nothing lost, nothing billed twice",
          seconds.map(s -> format(Locale.ROOT, "%.1f s", s)).orElse("not"),
          barSeconds + " s",
          seconds.isPresent() && seconds.get() <= barSeconds);
    }
  }
}
