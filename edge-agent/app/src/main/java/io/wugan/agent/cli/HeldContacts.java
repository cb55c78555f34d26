package io.wugan.agent.cli;

import io.wugan.core.device.DeviceException;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.time.SystemLotClock;
import io.wugan.devices.gpio.Gpio;
import io.wugan.devices.gpio.GpioSettings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Contacts that a command holds for a while, through the same driver as the agent. Outputs are off
 * and the lines given back whatever ends the command: its time, SIGTERM, Ctrl-C. Used by the
 * command's thread; the driver's thread and the one that ends the process only leave word.
 */
final class HeldContacts implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HeldContacts.class);

  /** A slow board loads its driver in some seconds. */
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(60);

  private final Gpio gpio;
  private final CountDownLatch known = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "shutdown");
  private volatile String problem = "";

  private HeldContacts(GpioSettings settings) {
    gpio = new Gpio(settings, new SystemLotClock(), this::stands);
  }

  /**
   * Opens the contacts, and waits for at most a minute until that is done.
   *
   * @throws DeviceException if they are not to be had
   */
  static HeldContacts open(GpioSettings settings) throws DeviceException, InterruptedException {
    HeldContacts held = new HeldContacts(settings);
    boolean opened = false;
    try {
      Runtime.getRuntime().addShutdownHook(held.hook);
      held.gpio.start();
      if (!held.known.await(OPEN_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new DeviceException("gpio", "not opened within " + OPEN_LIMIT.toSeconds() + " s");
      }
      held.check();
      opened = true;
      return held;
    } finally {
      if (!opened) {
        held.close();
      }
    }
  }

  private void stands(HealthKind kind, HealthPlace place, boolean wrong, String detail) {
    if (kind == HealthKind.GPIO_FAILING) {
      problem = wrong && problem.isEmpty() ? detail : problem;
      known.countDown();
    }
  }

  Gpio gpio() {
    return gpio;
  }

  /**
   * Waits.
   *
   * @return whether the process is to end
   * @throws DeviceException if the contacts are lost, or were since the last call
   */
  boolean pause(Duration time) throws DeviceException, InterruptedException {
    boolean over = ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
    check();
    return over;
  }

  private void check() throws DeviceException {
    if (!problem.isEmpty()) {
      throw new DeviceException("board", problem);
    }
  }

  // On a thread of the virtual machine's end, which waits for it.
  private void end() {
    ended.countDown();
    release();
  }

  private void release() {
    try {
      gpio.close();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    release();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      log.debug("the process ends", ending);
    }
  }
}
