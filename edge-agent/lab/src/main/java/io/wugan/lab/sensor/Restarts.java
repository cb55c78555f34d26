package io.wugan.lab.sensor;

import io.wugan.core.bay.BayReport;
import io.wugan.core.bay.Occupancy;
import io.wugan.core.device.DeviceException;
import io.wugan.devices.coap.bay.BayGatewaySettings.Rate;
import io.wugan.devices.coap.bay.SimulatedBaySensor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether sensors go on after a restart of the agent as if nothing had been. */
final class Restarts implements SensorCheck {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Override
  public String id() {
    return "S4";
  }

  @Override
  public List<SensorReport> run(Place place) throws IOException, InterruptedException {
    int count = place.whole() ? 50 : 5;
    List<SimulatedBaySensor> sensors = new ArrayList<>();
    try (GatewayLot lot = new GatewayLot(place.folder(), count, new Rate(600, 100))) {
      for (int i = 0; i < count; i++) {
        SimulatedBaySensor sensor =
            SimulatedBaySensor.start("s" + i, Optional.of(lot.keys()), lot.address());
        sensors.add(sensor);
        sensor.report(BayReport.of(1, true), Duration.ofSeconds(60));
      }
      long handshakesBefore = lot.stats().handshakes();
      long begun = System.nanoTime();
      lot.restart();
      double down = (System.nanoTime() - begun) / 1e9;
      for (SimulatedBaySensor sensor : sensors) {
        sensor.report(BayReport.of(2, true), LIMIT);
      }
      long heard = lot.board().count(Occupancy.OCCUPIED);
      long handshakes = lot.stats().handshakes();
      return List.of(
          new SensorReport(
              id(),
              "%d sensors with %d handshakes; the gateway restarts in %.1f s"
                  .formatted(count, handshakesBefore, down),
              "%d heard again after %d handshakes".formatted(heard, handshakes),
              "all, 0 handshakes",
              heard == count && handshakes == 0));
    } catch (DeviceException silent) {
      return List.of(
          new SensorReport(
              id(), "sensors report", String.valueOf(silent.getMessage()), "2.04", false));
    } finally {
      for (SimulatedBaySensor sensor : sensors) {
        sensor.close();
      }
    }
  }
}
