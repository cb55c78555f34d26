package io.wugan.devices.gpio;

import io.wugan.core.device.DeviceException;
import io.wugan.core.device.DigitalOutput;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.lane.InputEdges;
import io.wugan.core.time.LotClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inputs and outputs of a board, looked after for as long as the agent runs, on its own thread
 * {@code gpio}: opened, and opened again with waits from half a second to half a minute when they
 * are not there or are lost. Meanwhile inputs are not in order, and outputs do nothing.
 *
 * <p>Outputs are off when it begins and when it ends, and none stays on for longer than it may.
 * Thread-safe.
 */
public final class Gpio {

  private static final Logger log = LoggerFactory.getLogger(Gpio.class);

  private static final Path MODEL = Path.of("/proc/device-tree/model");
  private static final Duration TURN = Duration.ofMillis(25);
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 30_000;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final int TOLD_EVERY = 100;

  private final GpioSettings settings;
  private final LotClock clock;
  private final HealthSink health;
  private final List<WatchedInput> inputs = new ArrayList<>();
  private final Map<String, Relay> relays = new LinkedHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "gpio");
  private int failures;

  /**
   * @param settings what there is
   * @param clock when inputs change
   * @param health told of trouble, and of doors that are opened
   */
  public Gpio(GpioSettings settings, LotClock clock, HealthSink health) {
    this.settings = settings;
    this.clock = clock;
    this.health = health;
    settings.inputs().forEach(input -> inputs.add(new WatchedInput(input)));
    settings
        .outputs()
        .forEach(output -> relays.put(output.id(), new Relay(output, System::nanoTime)));
    thread.setDaemon(true);
  }

  /** Begins; to be called once. */
  public void start() {
    thread.start();
  }

  /**
   * The changes of an input; for one taker.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public InputEdges input(String id) {
    return inputs.stream()
        .filter(input -> input.settings().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no input is called " + id))
        .edges();
  }

  /**
   * An output.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public DigitalOutput output(String id) {
    Relay relay = relays.get(id);
    if (relay == null) {
      throw new IllegalArgumentException("no output is called " + id);
    }
    return relay;
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        boolean lost = attend();
        inputs.forEach(input -> input.edges().setInOrder(false));
        if (lost) {
          failures++;
          long wait = FIRST_WAIT_MILLIS << Math.min(failures - 1, 10);
          if (stopping.await(Math.min(wait, LONGEST_WAIT_MILLIS), TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks after the lines until they are lost (true) or it is to stop (false). */
  private boolean attend() throws InterruptedException {
    try (GpioDriver driver = open()) {
      begin(driver);
      boolean[] on = new boolean[relays.size()];
      try {
        while (stopping.getCount() > 0) {
          driver.await(TURN, this::changed);
          compare(driver);
          switchRelays(driver, on);
          health.right(HealthKind.GPIO_FAILING, HealthPlace.BOARD);
        }
      } finally {
        allOff(driver);
      }
      return false;
    } catch (DeviceException failed) {
      lost(failed);
    } catch (RuntimeException fault) { // top of an owned thread
      lost(new DeviceException("gpio", "its driver failed: " + fault, fault));
    }
    return true;
  }

  private void lost(DeviceException why) {
    if (failures % TOLD_EVERY == 0) {
      log.error("{}; tried again", why.getMessage(), why);
    }
    health.wrong(HealthKind.GPIO_FAILING, HealthPlace.BOARD, String.valueOf(why.getMessage()));
  }

  private GpioDriver open() throws DeviceException {
    return switch (settings.driver()) {
      case PI4J -> Pi4jGpio.open(settings);
      case KERNEL -> KernelGpio.open(settings);
      case SIMULATED -> FileGpio.open(settings);
      case AUTO -> isRaspberryPi() ? Pi4jGpio.open(settings) : KernelGpio.open(settings);
    };
  }

  private static boolean isRaspberryPi() {
    try {
      return Files.exists(MODEL)
          && Files.readString(MODEL, StandardCharsets.UTF_8).startsWith("Raspberry Pi");
    } catch (IOException unknown) {
      log.debug("{} does not tell the board", MODEL, unknown);
      return false;
    }
  }

  private void begin(GpioDriver driver) throws DeviceException {
    for (int i = 0; i < inputs.size(); i++) {
      WatchedInput input = inputs.get(i);
      input.begin(driver.read(i), clock.now());
      tellDoor(input);
    }
    if (failures > 0) {
      log.info("gpio: inputs and outputs are there again after {} tries", failures);
    }
    failures = 0;
  }

  private void changed(int index, boolean active, long ageNanos) {
    WatchedInput input = inputs.get(index);
    if (input.changed(active, clock.now().minus(Duration.ofNanos(ageNanos)))) {
      tellDoor(input);
    }
  }

  private void tellDoor(WatchedInput input) {
    if (input.settings().tamper()) {
      health.set(
          HealthKind.TAMPER,
          HealthPlace.boardDevice(input.settings().id()),
          input.active(),
          "a door or a housing is open");
    }
  }

  // A contact that chatters makes more edges than the kernel keeps; the last may be among those
  // that go. How the input is in the end is asked.
  private void compare(GpioDriver driver) throws DeviceException {
    for (int i = 0; i < inputs.size(); i++) {
      changed(i, driver.read(i), 0);
    }
  }

  private void switchRelays(GpioDriver driver, boolean... on) throws DeviceException {
    int index = 0;
    for (Relay relay : relays.values()) {
      boolean wanted = relay.isOn();
      if (on[index] != wanted) {
        driver.write(index, wanted);
        on[index] = wanted;
      }
      index++;
    }
  }

  @Nullable
  private static DeviceException switchOff(GpioDriver driver, int output) {
    try {
      driver.write(output, false);
      return null;
    } catch (DeviceException lost) {
      return lost;
    }
  }

  private void allOff(GpioDriver driver) {
    for (int i = 0; i < relays.size(); i++) {
      DeviceException lost = switchOff(driver, i);
      if (lost != null) {
        log.warn("output {} could not be switched off: {}", i, lost.getMessage());
      }
    }
  }

  /** Switches all outputs off and gives the lines back; waits for at most five seconds. */
  public void close() throws InterruptedException {
    stopping.countDown();
    thread.join(STOP_LIMIT.toMillis());
    if (thread.isAlive()) {
      log.warn("gpio did not end within {}", STOP_LIMIT);
    }
  }
}
