package io.wugan.lab.sensor;

import io.wugan.agent.bench.SyntheticLane;
import io.wugan.agent.lane.LanePipeline;
import io.wugan.core.bay.BayReport;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.devices.coap.CoapStats;
import io.wugan.devices.coap.bay.BayGatewaySettings.Rate;
import io.wugan.devices.coap.bay.SimulatedBaySensor;
import io.wugan.lab.network.Vehicles;
import io.wugan.recognition.RecognizerSettings;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Whether a lane is as quick while the gateway is flooded. Both are real: frames are read by the
 * networks, and a passage is committed to a ledger after each. The flood goes on all the time, in
 * turns to the gateway and to a socket that nobody reads, so that what it costs to send it is in
 * both figures and only what the gateway does with it is compared.
 */
final class FloodBesideALane implements SensorCheck {

  private static final int PER_SECOND = 10_000;
  private static final double MOST = 1.2;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Override
  public String id() {
    return "S3";
  }

  @Override
  public List<SensorReport> run(Place place) throws IOException, InterruptedException {
    try (GatewayLot lot = new GatewayLot(place.folder(), 2, new Rate(600, 100));
        DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        UdpTap tap = new UdpTap(lot.address());
        SimulatedBaySensor recorded =
            SimulatedBaySensor.start("s0", Optional.of(lot.keys()), tap.address());
        SimulatedBaySensor sensor =
            SimulatedBaySensor.start("s1", Optional.of(lot.keys()), lot.address())) {
      recorded.report(BayReport.of(1, true), LIMIT);
      sensor.report(BayReport.of(1, true), LIMIT);
      List<byte[]> records = tap.heard().stream().filter(Replays::isReport).toList();
      InetSocketAddress nobody = (InetSocketAddress) deaf.getLocalSocketAddress();
      try (Flood flood = new Flood(nobody, PER_SECOND, records);
          Lane0 lane = new Lane0(place.folder())) {
        return measure(place, lot, lane, flood, nobody, sensor);
      }
    } catch (DeviceException silent) {
      return List.of(
          new SensorReport(
              id(), "a sensor reports", String.valueOf(silent.getMessage()), "2.04", false));
    }
  }

  private List<SensorReport> measure(
      Place place,
      GatewayLot lot,
      Lane0 lane,
      Flood flood,
      InetSocketAddress nobody,
      SimulatedBaySensor sensor)
      throws IOException, InterruptedException, DeviceException {
    // Short turns, so that what else the machine does falls on both sides alike.
    int rounds = place.whole() ? 60 : 8;
    double seconds = 2;
    lane.capture(10); // the first ones compile what the others use
    List<Double> calm = new ArrayList<>();
    List<Double> flooded = new ArrayList<>();
    long before = lot.stats().received();
    long sentBefore = 0;
    double floodSeconds = 0;
    long floodSent = 0;
    for (int round = 0; round < rounds; round++) {
      flood.turnTo(nobody);
      calm.addAll(lane.capture(seconds));
      sentBefore = flood.sent();
      long begun = System.nanoTime();
      flood.turnTo(lot.address());
      flooded.addAll(lane.capture(seconds));
      floodSeconds += (System.nanoTime() - begun) / 1e9;
      floodSent += flood.sent() - sentBefore;
    }
    boolean told = lot.isWrong("GATEWAY_FLOODED board bays");
    String answer = sensor.report(BayReport.of(2, false), LIMIT);
    CoapStats stats = lot.stats();
    double ratio = share(flooded, 0.95) / share(calm, 0.95);
    double median = share(flooded, 0.5) / share(calm, 0.5);
    return List.of(
        new SensorReport(
            id(),
            "%.0f datagrams a second for %.0f s: garbage, hellos, records of a session; a lane reads and commits beside it"
                .formatted(floodSent / floodSeconds, floodSeconds),
            "capture: p50 %.1f ms calm, %.1f ms flooded (ratio %.2f); p95 %.1f ms calm, %.1f ms flooded (ratio %.2f); %d + %d captures"
                .formatted(
                    share(calm, 0.5),
                    share(flooded, 0.5),
                    median,
                    share(calm, 0.95),
                    share(flooded, 0.95),
                    ratio,
                    calm.size(),
                    flooded.size()),
            "p95 ratio at most " + MOST,
            ratio <= MOST),
        new SensorReport(
            id(),
            "the same",
            "%d came in, %d malformed and %d beyond their share were dropped; alarm: %b; a sensor's report at the end: %s"
                .formatted(
                    stats.received() - before, stats.malformed(), stats.tooMany(), told, answer),
            "alarm: true; 2.04",
            told && answer.equals("2.04")));
  }

  private static double share(List<Double> millis, double share) {
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
  }

  /** A lane that reads, with a ledger. */
  private static final class Lane0 implements AutoCloseable {
    private final SyntheticLane frames = new SyntheticLane();
    private final LanePipeline pipeline =
        LanePipeline.open(
            new Lane("in", LaneRole.ENTRY, true),
            RecognizerSettings.defaults().withThreads(1).forVideo(),
            TrackerSettings.DEFAULT);
    private final SqliteLedger ledger;
    private final Vehicles vehicles;
    private int cars;

    private Lane0(Path folder) throws IOException {
      LotClock clock = new SystemLotClock();
      TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
      Path data = Files.createDirectories(folder.resolve("edge"));
      this.ledger = SqliteLedger.open(data, new EventCodec("proof", "e1"), ids);
      this.vehicles = new Vehicles(ledger, clock, ids);
    }

    /** Milliseconds from a frame to a committed passage, many times a second. */
    private List<Double> capture(double seconds) throws IOException {
      List<Double> millis = new ArrayList<>();
      long end = System.nanoTime() + (long) (seconds * 1e9);
      while (System.nanoTime() - end < 0) {
        Frame frame = frames.next().orElseThrow();
        long begun = System.nanoTime();
        pipeline.onFrame(frame);
        vehicles.pass(Direction.ENTER, "浙B%05d".formatted(cars++ % 90_000)).join();
        millis.add((System.nanoTime() - begun) / 1e6);
        frame.close();
        Waiting.seconds(0.05);
      }
      return millis;
    }

    @Override
    public void close() {
      pipeline.close();
      ledger.close();
    }
  }
}
