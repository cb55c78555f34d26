package io.wugan.lab.plug;

import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * An agent starts with nothing there: no camera, no contact, no panel, no sensor, no broker, and
 * another program on the port of its gateway. Then one comes after another. Confined to one thread.
 */
final class AbsentAtStart {

  private static final double ALONE_SECONDS = 30;
  private static final double TOLD_BAR = 25;
  private static final double COMES_BAR = 35;
  // The gateway's port is tried once a minute; sensors then need a handshake.
  private static final double PORT_BAR = 80;

  // A minute without an answer, and the agent's own start.
  private static final double KEEPER_BAR = 85;

  private final World world;
  private final long started;
  private final Consumer<PlugReport> reports;

  AbsentAtStart(World world, long startedMillis, Consumer<PlugReport> reports) {
    this.world = world;
    this.started = startedMillis;
    this.reports = reports;
  }

  /** Lets the agent be alone for a while; the broker comes first. */
  void alone(Board board) throws IOException, InterruptedException {
    Waiting.seconds(ALONE_SECONDS);
    if (!board.agent().isAlive()) {
      throw new IOException("the agent does not start without its devices; see agent.log");
    }
    world.broker.start();
  }

  /** The devices come. */
  void come(Cloud cloud) throws IOException, InterruptedException {
    comes(cloud, "camera of lane b", world.cameraB, HealthPlace.device("b", "cam-b"));
    comes(cloud, "camera of lane a", world.cameraA, Faults.CAMERA_A);
    comes(cloud, "camera of lane c", world.cameraC, Faults.CAMERA_C);
    Plug port =
        new Plug() {
          @Override
          public void pull() {
            // It was never there.
          }

          @Override
          public void put() {
            world.freeBayPort();
          }
        };
    one(
        cloud,
        "port of the bay gateway",
        port,
        HealthKind.BAY_SENSOR_LOST,
        Faults.SENSOR,
        PORT_BAR);
    world.lcd.put();
    if (world.hasSerial) {
      world.serial.put();
    }
    one(
        cloud,
        "all contacts",
        world.contacts,
        HealthKind.GPIO_FAILING,
        HealthPlace.BOARD,
        COMES_BAR);
    panels();
  }

  /** The board that keeps the lot comes; without it the gate says so after a minute. */
  void keeper(Cloud cloud, Plug keeper) throws IOException, InterruptedException {
    one(
        cloud,
        "the board that keeps the lot",
        keeper,
        HealthKind.KEEPER_AWAY,
        HealthPlace.BOARD,
        COMES_BAR);
  }

  private void comes(Cloud cloud, String what, Plug camera, HealthPlace place)
      throws IOException, InterruptedException {
    one(cloud, what, camera, HealthKind.CAMERA_SILENT, place, COMES_BAR);
  }

  private void one(
      Cloud cloud, String what, Plug device, HealthKind kind, HealthPlace place, double bar)
      throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    // Told while the broker was away, so that it arrives late; the board's own time counts.
    double toldBar = kind == HealthKind.KEEPER_AWAY ? KEEPER_BAR : TOLD_BAR;
    Waiting.until(() -> cloud.find(kind, place, true, started).isPresent(), toldBar);
    double told = PlugProof.toldAfter(cloud, kind, place, started).orElse(Double.POSITIVE_INFINITY);
    long put = System.currentTimeMillis();
    device.put();
    double there = Waiting.until(() -> cloud.find(kind, place, false, put).isPresent(), 2 * bar);
    if (told > toldBar) {
      wrong.add("told after " + LaneCount.seconds(told));
    }
    if (there > bar) {
      wrong.add("over after " + LaneCount.seconds(there));
    }
    reports.accept(
        new PlugReport(
            "absent at the start: " + what,
            kind + " " + place,
            LaneCount.seconds(told) + " (%.0f)".formatted(toldBar),
            LaneCount.seconds(there) + " (%.0f)".formatted(bar),
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
