package io.wugan.lab.plug;

import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.lab.plug.Fault.Alarm;
import io.wugan.lab.plug.Fault.Bars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * An agent starts with nothing there: no camera, no contact, no panel, no sensor, no broker, and
 * another program on the port of its gateway. Then one comes after another. Confined to one thread.
 */
final class AbsentAtStart {

  private static final String RUNS = " lanes, data in ";
  private static final double START_SECONDS = 180;
  private static final double ALONE_SECONDS = 20;
  // Lanes load their networks first.
  private static final double TOLD_BAR = 15;
  private static final double COMES_BAR = 35;
  // The gateway's port is tried once a minute; sensors then need a handshake.
  private static final double PORT_BAR = 80;

  // A minute without an answer, and the agent's own start.
  private static final double KEEPER_BAR = 75;

  private final World world;
  private final long started;
  private long ready;
  private final Consumer<PlugReport> reports;

  AbsentAtStart(World world, long startedMillis, Consumer<PlugReport> reports) {
    this.world = world;
    this.started = startedMillis;
    this.ready = startedMillis;
    this.reports = reports;
  }

  /** Waits until the agent says that it runs: what it tells is counted from there. */
  void awaitRunning(Path log) throws IOException, InterruptedException {
    long from = System.nanoTime();
    while (!Files.exists(log) || !Files.readString(log).contains(RUNS)) {
      if (System.nanoTime() - from > START_SECONDS * 1e9) {
        throw new IOException("the agent does not start without its devices; see " + log);
      }
      Waiting.seconds(0.1);
    }
    ready = System.currentTimeMillis();
  }

  /** Lets the agent be alone for a while; the broker comes first. */
  void alone(Board board) throws IOException, InterruptedException {
    Waiting.seconds(ALONE_SECONDS);
    if (!board.agent().isAlive()) {
      throw new IOException("the agent does not start without its devices; see agent.log");
    }
    world.broker.start();
  }

  /**
   * The devices come, all at once.
   *
   * @param port whether the port of the bay gateway becomes free too, which is waited for longest
   */
  void come(Cloud cloud, boolean port) throws IOException, InterruptedException {
    long put = System.currentTimeMillis();
    world.cameraB.put();
    world.cameraA.put();
    world.cameraC.put();
    world.lcd.put();
    if (world.hasSerial) {
      world.serial.put();
    }
    if (port) {
      world.freeBayPort();
    }
    world.contacts.put();
    camera(cloud, "camera of lane b", HealthPlace.device("b", "cam-b"), put);
    camera(cloud, "camera of lane a", Faults.CAMERA_A, put);
    camera(cloud, "camera of lane c", Faults.CAMERA_C, put);
    Alarm contacts = new Alarm(HealthKind.GPIO_FAILING, HealthPlace.BOARD);
    comes(cloud, "all contacts", contacts, put, new Bars(TOLD_BAR, COMES_BAR, 0));
    if (port) {
      Alarm lost = new Alarm(HealthKind.BAY_SENSOR_LOST, Faults.SENSOR);
      comes(cloud, "port of the bay gateway", lost, put, new Bars(TOLD_BAR, PORT_BAR, 0));
    }
    panels();
  }

  private void camera(Cloud cloud, String what, HealthPlace place, long put)
      throws InterruptedException {
    Alarm silent = new Alarm(HealthKind.CAMERA_SILENT, place);
    comes(cloud, what, silent, put, new Bars(TOLD_BAR, COMES_BAR, 0));
  }

  /** The board that keeps the lot comes; without it the gate says so after a minute. */
  void keeper(Cloud cloud, Plug keeper) throws IOException, InterruptedException {
    Alarm away = new Alarm(HealthKind.KEEPER_AWAY, HealthPlace.BOARD);
    Waiting.until(
        () -> cloud.find(away.kind(), away.place(), true, started).isPresent(), 2 * KEEPER_BAR);
    long put = System.currentTimeMillis();
    keeper.put();
    // The keeper's own start is in it.
    Bars bars = new Bars(KEEPER_BAR, 2 * COMES_BAR, 0);
    comes(cloud, "the board that keeps the lot", away, put, bars);
  }

  private void comes(Cloud cloud, String what, Alarm alarm, long put, Bars bars)
      throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    HealthKind kind = alarm.kind();
    // Told while the broker was away, so that it arrives late; the board's own time counts.
    Waiting.until(() -> cloud.find(kind, alarm.place(), true, started).isPresent(), bars.raised());
    double told =
        cloud
            .find(kind, alarm.place(), true, started)
            .map(alert -> Math.max(0, alert.atMillis() - ready) / 1000.0)
            .orElse(Double.POSITIVE_INFINITY);
    Waiting.until(
        () -> cloud.find(kind, alarm.place(), false, put).isPresent(), 2 * bars.cleared());
    double there =
        cloud
            .find(kind, alarm.place(), false, put)
            .map(alert -> (alert.arrivedMillis() - put) / 1000.0)
            .orElse(Double.POSITIVE_INFINITY);
    PlugProof.judge("told", told, bars.raised(), wrong);
    PlugProof.judge("over", there, bars.cleared(), wrong);
    reports.accept(
        new PlugReport(
            "absent at the start: " + what,
            alarm.toString(),
            PlugProof.figure(told, bars.raised()),
            PlugProof.figure(there, bars.cleared()),
            List.of(),
            "",
            wrong));
  }

  // Nothing was to be shown before the first vehicle, so that nobody missed them.
  private void panels() throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    double lcd = Waiting.until(() -> world.shownOnLcd.get() > 0, COMES_BAR);
    double serial =
        world.hasSerial ? Waiting.until(() -> world.shownOnSerial.get() > 0, COMES_BAR) : 0;
    if (Double.isInfinite(lcd) || Double.isInfinite(serial)) {
      wrong.add("a panel shows nothing");
    }
    reports.accept(
        new PlugReport(
            "absent at the start: panels",
            "–",
            "–",
            "with the first vehicle, after %s".formatted(LaneCount.seconds(Math.max(lcd, serial))),
            List.of(),
            "",
            wrong));
  }
}
