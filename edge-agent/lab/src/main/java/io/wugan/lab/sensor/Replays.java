package io.wugan.lab.sensor;

import io.wugan.core.bay.BayReport;
import io.wugan.core.bay.BayState;
import io.wugan.core.bay.Occupancy;
import io.wugan.core.device.DeviceException;
import io.wugan.devices.coap.bay.BayGatewaySettings.Rate;
import io.wugan.devices.coap.bay.SimulatedBaySensor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether what was recorded on the wire can be sent again to any effect. */
final class Replays implements SensorCheck {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int APPLICATION_DATA = 23;
  private static final int WITH_CID = 25;

  @Override
  public String id() {
    return "S2";
  }

  @Override
  public List<SensorReport> run(Place place) throws IOException, InterruptedException {
    try (GatewayLot lot = new GatewayLot(place.folder(), 1, new Rate(600, 100));
        UdpTap tap = new UdpTap(lot.address());
        SimulatedBaySensor sensor =
            SimulatedBaySensor.start("s0", Optional.of(lot.keys()), tap.address())) {
      sensor.report(BayReport.of(1, true), LIMIT);
      sensor.report(BayReport.of(2, false), LIMIT);
      List<byte[]> recorded = tap.heard().stream().filter(Replays::isReport).toList();
      long answered = tap.answers();
      long before = lot.stats().received();
      int times = place.whole() ? 1000 : 50;
      for (int i = 0; i < times; i++) {
        recorded.forEach(tap::sendAgain);
        Waiting.seconds(0.02);
      }
      boolean arrived =
          Waiting.until(
              () -> lot.stats().received() - before >= (long) times * recorded.size(), 10);
      Waiting.seconds(1);
      long answers = tap.answers() - answered;
      Optional<Occupancy> state = lot.board().find("s0").map(BayState::occupancy);
      String stillHeard = sensor.report(BayReport.of(3, true), LIMIT);
      boolean passed =
          arrived
              && recorded.size() == 2
              && answers == 0
              && state.equals(Optional.of(Occupancy.FREE))
              && stillHeard.equals("2.04");
      return List.of(
          new SensorReport(
              id(),
              "%d recorded reports sent again %d times".formatted(recorded.size(), times),
              "%d answers; bay %s; the sensor's next report: %s"
                  .formatted(answers, state.map(Enum::name).orElse("gone"), stillHeard),
              "0 answers; FREE; 2.04",
              passed));
    } catch (DeviceException silent) {
      return List.of(
          new SensorReport(id(), "a sensor reports", silent.getMessage() + "", "2.04", false));
    }
  }

  static boolean isReport(byte[] datagram) {
    return datagram.length > 0 && (datagram[0] == APPLICATION_DATA || datagram[0] == WITH_CID);
  }
}
