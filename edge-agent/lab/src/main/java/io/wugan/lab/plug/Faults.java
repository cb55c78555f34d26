package io.wugan.lab.plug;

import static io.wugan.core.health.HealthKind.BAY_SENSOR_LOST;
import static io.wugan.core.health.HealthKind.CAMERA_SILENT;
import static io.wugan.core.health.HealthKind.DISK_FULL;
import static io.wugan.core.health.HealthKind.DISPLAY_SILENT;
import static io.wugan.core.health.HealthKind.GPIO_FAILING;
import static io.wugan.core.health.HealthKind.LOOP_STUCK_OFF;
import static io.wugan.core.health.HealthKind.LOOP_STUCK_ON;

import io.wugan.core.health.HealthPlace;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.broker.MosquittoBroker;
import io.wugan.lab.plug.Fault.Bars;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is pulled, in its order, with what is promised. Stateless. */
final class Faults {

  private static final double CAMERA_TOLD = 5;
  // Tries are up to half a minute apart.
  private static final double RECONNECTED = 35;
  private static final double CONTACTS_TOLD = 5;
  private static final double PANEL_TOLD = 45;
  private static final double PANEL_BACK = 20;
  private static final double AWAY = 25;

  private Faults() {}

  static final HealthPlace CAMERA_A = HealthPlace.device("a", "cam-a");
  static final HealthPlace CAMERA_C = HealthPlace.device("c", "cam-c");
  static final HealthPlace SENSOR = HealthPlace.boardDevice(PlugConfig.SENSOR);

  static List<Fault> of(World world, Optional<SmallDisk> disk) {
    List<Fault> faults = new ArrayList<>(cameras(world));
    faults.addAll(contacts(world));
    if (world.hasSerial) {
      faults.addAll(serialPanel(world));
    }
    faults.add(
        Fault.of(
            "lcd",
            "panel of lane c, LCD over TCP: it ends",
            world.lcd,
            DISPLAY_SILENT,
            HealthPlace.lane("c"),
            new Bars(PANEL_TOLD, PANEL_BACK, AWAY)));
    faults.add(
        Fault.of(
            "sensor",
            "a bay sensor falls silent (reports every 2 s)",
            world.sensor,
            BAY_SENSOR_LOST,
            SENSOR,
            new Bars(3 * PlugConfig.SENSOR_SECONDS + 3, 10, AWAY)));
    disk.ifPresent(
        small ->
            faults.add(
                Fault.of(
                    "disk",
                    "the disk of pictures and ledger is full",
                    small,
                    DISK_FULL,
                    HealthPlace.BOARD,
                    new Bars(30, 75, AWAY))));
    faults.add(
        Fault.untold("broker", "the MQTT broker is killed", broker(world), new Bars(0, 10, AWAY)));
    return faults;
  }

  private static List<Fault> cameras(World world) {
    Bars bars = new Bars(CAMERA_TOLD, RECONNECTED, AWAY);
    return List.of(
        Fault.of(
            "camera",
            "camera of lane a: its server is killed",
            world.cameraA,
            CAMERA_SILENT,
            CAMERA_A,
            bars),
        Fault.of(
            "mjpeg",
            "camera of lane c, MJPEG over HTTP: its server ends",
            world.cameraC,
            CAMERA_SILENT,
            CAMERA_C,
            bars));
  }

  private static List<Fault> contacts(World world) {
    HealthPlace outer = HealthPlace.device("a", "outer");
    return List.of(
        Fault.of(
                "contacts",
                "all contacts",
                world.contacts,
                GPIO_FAILING,
                HealthPlace.BOARD,
                new Bars(CONTACTS_TOLD, RECONNECTED, AWAY))
            .blinding("c"),
        Fault.of(
            "stuck-on",
            "a loop of lane a hangs, occupied (`stuckAfter` 1 min)",
            held(world.contacts, true),
            LOOP_STUCK_ON,
            outer,
            new Bars(62, 5, 0)),
        Fault.of(
            "stuck-off",
            "both loops of lane a feel nobody (`missedVehicles` 3)",
            held(world.contacts, false),
            LOOP_STUCK_OFF,
            outer,
            new Bars(30, 15, 0)));
  }

  private static List<Fault> serialPanel(World world) {
    Bars bars = new Bars(PANEL_TOLD, PANEL_BACK, AWAY);
    HealthPlace place = HealthPlace.lane("a");
    Plug silence =
        new Plug() {
          @Override
          public void pull() throws IOException {
            world.serial.tell("silent");
          }

          @Override
          public void put() throws IOException {
            world.serial.tell("answer");
          }
        };
    return List.of(
        Fault.of(
            "serial",
            "serial adapter of lane a's panel",
            world.serial,
            DISPLAY_SILENT,
            place,
            bars),
        Fault.of(
            "panel", "panel behind the adapter is silent", silence, DISPLAY_SILENT, place, bars));
  }

  private static Plug held(Contacts contacts, boolean closed) {
    return new Plug() {
      @Override
      public void pull() throws IOException {
        contacts.hold("outer", closed);
        if (!closed) {
          contacts.hold("inner", false);
        }
      }

      @Override
      public void put() throws IOException {
        contacts.release("outer");
        contacts.release("inner");
      }
    };
  }

  private static Plug broker(World world) {
    Broker broker = world.broker;
    return new Plug() {
      @Override
      public void pull() {
        if (broker instanceof MosquittoBroker mosquitto) {
          mosquitto.kill();
        } else {
          broker.stop();
        }
      }

      @Override
      public void put() {
        broker.start();
      }
    };
  }
}
