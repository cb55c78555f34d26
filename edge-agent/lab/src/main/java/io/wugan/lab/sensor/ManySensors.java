package io.wugan.lab.sensor;

import io.wugan.core.bay.BayReport;
import io.wugan.core.bay.Occupancy;
import io.wugan.core.device.DeviceException;
import io.wugan.devices.coap.bay.BayGatewaySettings.Rate;
import io.wugan.devices.coap.bay.SimulatedBaySensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether memory stays as it is while many sensors report for long. */
final class ManySensors implements SensorCheck {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double MEGABYTE = 1 << 20;
  private static final double MOST_GROWTH_MEGABYTES = 6;

  private final Duration longest;

  /**
   * @param longest how long the full form takes
   */
  ManySensors(Duration longest) {
    this.longest = longest;
  }

  @Override
  public String id() {
    return "S5";
  }

  @Override
  public List<SensorReport> run(Place place) throws IOException, InterruptedException {
    int count = place.whole() ? 200 : 10;
    Duration time = place.whole() ? longest : Duration.ofSeconds(10);
    List<SimulatedBaySensor> sensors = new ArrayList<>();
    try (GatewayLot lot = new GatewayLot(place.folder(), count, new Rate(600, 100))) {
      for (int i = 0; i < count; i++) {
        SimulatedBaySensor sensor =
            SimulatedBaySensor.start("s" + i, Optional.of(lot.keys()), lot.address());
        sensors.add(sensor);
        sensor.report(BayReport.of(1, false), Duration.ofSeconds(90));
      }
      return List.of(report(lot, sensors, time));
    } catch (DeviceException silent) {
      return List.of(
          new SensorReport(
              id(), "sensors report", String.valueOf(silent.getMessage()), "answers", false));
    } finally {
      for (SimulatedBaySensor sensor : sensors) {
        sensor.close();
      }
    }
  }

  private SensorReport report(GatewayLot lot, List<SimulatedBaySensor> sensors, Duration time)
      throws DeviceException, InterruptedException {
    long begun = System.nanoTime();
    // Of the hellos of so many at one address some come again, which is as it should be.
    long droppedBefore = lot.stats().dropped();
    long end = begun + time.toNanos();
    // The library forgets an exchange after 247 s (RFC 7252 section 4.8.2): until then it fills up.
    long settled = begun + Math.min(time.toNanos() / 3, Duration.ofSeconds(400).toNanos());
    double first = -1;
    long reports = 0;
    long seq = 1;
    while (System.nanoTime() - end < 0) {
      seq++;
      for (int i = 0; i < sensors.size(); i++) {
        boolean occupied = (seq + i) % 3 == 0;
        sensors.get(i).report(BayReport.of(seq, occupied), LIMIT);
        reports++;
        Waiting.seconds(0.04);
      }
      if (first < 0 && System.nanoTime() - settled > 0) {
        first = usedMegabytes();
      }
    }
    double last = usedMegabytes();
    long known = sensors.size() - lot.board().count(Occupancy.UNKNOWN);
    return new SensorReport(
        id(),
        "%d sensors, %d reports in %.0f s, as many as at one every 5 min in %.1f h"
            .formatted(
                sensors.size(),
                reports,
                (System.nanoTime() - begun) / 1e9,
                reports / (sensors.size() * 12.0)),
        "heap in use, sensors included: %.1f MB after a third, %.1f MB at the end; %d sensors known; %d of their datagrams dropped"
            .formatted(first, last, known, lot.stats().dropped() - droppedBefore),
        "grows by at most %.0f MB; all; 0".formatted(MOST_GROWTH_MEGABYTES),
        last - first <= MOST_GROWTH_MEGABYTES
            && known == sensors.size()
            && lot.stats().dropped() == droppedBefore);
  }

  private static double usedMegabytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
  }
}
