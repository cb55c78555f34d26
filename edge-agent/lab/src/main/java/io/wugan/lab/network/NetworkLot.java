package io.wugan.lab.network;

import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.lab.billing.BackendSettings;
import io.wugan.lab.billing.BillingBackend;
import io.wugan.lab.billing.EdgeId;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.proof.CloudLedger;
import io.wugan.lab.proof.Comparison;
import io.wugan.lab.proof.EdgeLedger;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.uplink.MqttSettings;
import io.wugan.sync.uplink.MqttTransports;
import io.wugan.sync.uplink.Uplink;
import io.wugan.sync.uplink.UplinkSettings;
import io.wugan.sync.uplink.UplinkStats;
import io.wugan.sync.uplink.UplinkTimings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A board behind a faulty line, a broker, and the reference back end, which reaches the broker
 * directly. All are real; only the line is not. Used by one thread.
 */
final class NetworkLot implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final EdgeId EDGE = new EdgeId("proof", "e1");

  private final Path edgeData;
  private final Path cloudData;
  private final FaultyProxy proxy;
  private final SqliteLedger ledger;
  private final Vehicles vehicles;
  private final BillingBackend backend;
  private final Uplink uplink;
  // Nothing but the id: what the proof keeps is part of the memory that it measures.
  private final Queue<UUID> bills = new ConcurrentLinkedQueue<>();

  /**
   * Starts all of it but the broker.
   *
   * @param place gives it a folder, and says what the board speaks
   * @param broker runs
   * @param timings of the board's uplink
   * @param brokerKeepsStatus whether the broker is told Wills and retained messages
   */
  NetworkLot(
      NetworkFault.Place place, Broker broker, UplinkTimings timings, boolean brokerKeepsStatus)
      throws IOException {
    Path folder = place.folder();
    this.edgeData = Files.createDirectories(folder.resolve("edge"));
    this.cloudData = folder.resolve("cloud");
    LotClock clock = new SystemLotClock();
    TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
    this.ledger = SqliteLedger.open(edgeData, new EventCodec(EDGE.site(), EDGE.edge()), ids);
    this.vehicles = new Vehicles(ledger, clock, ids);
    this.proxy = FaultyProxy.before(broker.url());
    this.backend =
        BillingBackend.start(
            BackendSettings.of(broker.url(), cloudData).withReorderWindow(Duration.ofSeconds(3)),
            stay -> bills.add(UUID.fromString(stay.session())));
    UplinkSettings settings =
        UplinkSettings.of(EDGE.site(), EDGE.edge(), "proof").withTimings(timings);
    this.uplink =
        Uplink.start(
            ledger,
            MqttTransports.create(
                place.mqtt(),
                new MqttSettings(
                    proxy.url().toString(),
                    "proof-e1",
                    Optional.empty(),
                    Optional.empty(),
                    "wugan"),
                Instant::now),
            brokerKeepsStatus ? settings : settings.withoutBrokerStatus(),
            clock);
  }

  FaultyProxy proxy() {
    return proxy;
  }

  SqliteLedger ledger() {
    return ledger;
  }

  Vehicles vehicles() {
    return vehicles;
  }

  UplinkStats stats() {
    return uplink.stats();
  }

  boolean allDelivered() {
    return ledger.outbox().counts().pending() == 0;
  }

  /** Seconds until a condition held; empty if it did not within {@code limit}. */
  static Optional<Double> secondsUntil(BooleanSupplier condition, Duration limit) {
    long from = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - from > limit.toNanos()) {
        return Optional.empty();
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return Optional.of((System.nanoTime() - from) / 1e9);
  }

  /** Waits until the board is connected. */
  void awaitConnected() {
    require(() -> stats().connected(), Duration.ofMinutes(1), "the board does not connect");
  }

  /** Waits until everything is delivered, and everything that is to be billed is. */
  void awaitDelivered(Duration limit) {
    require(this::allDelivered, limit, "not everything is acknowledged");
    require(
        () -> faults().isEmpty(),
        Duration.ofSeconds(20),
        () -> "the ledgers do not agree: " + faults());
  }

  private void require(BooleanSupplier condition, Duration limit, String missing) {
    require(condition, limit, () -> missing);
  }

  private void require(BooleanSupplier condition, Duration limit, Supplier<String> missing) {
    if (secondsUntil(condition, limit).isEmpty()) {
      throw new FaultNotSurvivedException(missing.get() + " within " + limit.toSeconds() + " s");
    }
  }

  /** What is lost, there twice, or billed wrongly; records that were set apart are left out. */
  List<String> faults() {
    EdgeLedger here = EdgeLedger.find(edgeData).orElseThrow();
    CloudLedger there = CloudLedger.read(cloudData, EDGE, here.epoch());
    return Comparison.faults(here, List.of(), there, bills.stream().map(UUID::toString).toList());
  }

  /** Records that are set apart on the board. */
  long setApart() {
    return ledger.outbox().counts().setApart();
  }

  /** Deliveries that the back end had already. */
  long duplicates() {
    return CloudLedger.read(cloudData, EDGE, ledger.epoch().toString()).duplicates();
  }

  /** Bills. */
  int billed() {
    return bills.size();
  }

  @Override
  public void close() throws IOException {
    uplink.close();
    proxy.close();
    backend.close();
    ledger.close();
  }
}
