package io.wugan.devices.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import io.wugan.core.device.DeviceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Raspberry Pi through Pi4J and libgpiod. Pi4J calls from its own threads; what they say is
 * handed over to the one that asks.
 */
final class Pi4jGpio implements GpioDriver {

  private static final Logger log = LoggerFactory.getLogger(Pi4jGpio.class);

  private static final int MOST_WAITING = 1024;

  private record Change(int input, boolean active, long atNanos) {}

  private final Context context;
  private final List<DigitalInput> inputs = new ArrayList<>();
  private final List<Boolean> inputsActiveLow = new ArrayList<>();
  private final List<DigitalOutput> outputs = new ArrayList<>();
  private final List<Boolean> outputsActiveLow = new ArrayList<>();
  private final BlockingQueue<Change> changes = new ArrayBlockingQueue<>(MOST_WAITING);

  private Pi4jGpio(Context context) {
    this.context = context;
  }

  /**
   * Opens the lines; outputs are off.
   *
   * @throws DeviceException if Pi4J refuses the board, or a line is not to be had
   */
  static Pi4jGpio open(GpioSettings settings) throws DeviceException {
    Pi4jGpio gpio = null;
    boolean opened = false;
    try {
      gpio =
          new Pi4jGpio(
              Pi4J.newContextBuilder()
                  .noAutoDetect()
                  .disableShutdownHook() // the agent stops its parts in their order
                  .add(GpioDDigitalInputProvider.newInstance())
                  .add(GpioDDigitalOutputProvider.newInstance())
                  .build());
      gpio.openAll(settings);
      opened = true;
      return gpio;
    } catch (RuntimeException | LinkageError refused) { // Pi4J has both, and no class of its own
      throw failed(
          "lines are not to be had; it works on a Raspberry Pi alone, elsewhere set gpio.driver:"
              + " KERNEL",
          refused);
    } finally {
      if (!opened && gpio != null) {
        gpio.close();
      }
    }
  }

  private void openAll(GpioSettings settings) {
    for (int i = 0; i < settings.inputs().size(); i++) {
      openInput(i, settings.inputs().get(i));
    }
    for (GpioSettings.Output output : settings.outputs()) {
      DigitalState off = state(false, output.activeLow());
      outputs.add(
          context.create(
              DigitalOutput.newConfigBuilder(context)
                  .id(output.id())
                  .address(output.line())
                  .initial(off)
                  .shutdown(off)
                  .provider(GpioDDigitalOutputProvider.class)));
      outputsActiveLow.add(output.activeLow());
    }
  }

  private void openInput(int index, GpioSettings.Input input) {
    DigitalInput opened =
        context.create(
            DigitalInput.newConfigBuilder(context)
                .id(input.id())
                .address(input.line())
                .pull(pull(input.pull()))
                .debounce(0L) // the lane does, by times
                .provider(GpioDDigitalInputProvider.class));
    opened.addListener(
        event -> {
          Change change =
              new Change(index, isActive(event.state(), input.activeLow()), System.nanoTime());
          while (!changes.offer(change)) {
            changes.poll(); // it chatters: the oldest go
          }
        });
    inputs.add(opened);
    inputsActiveLow.add(input.activeLow());
  }

  private static PullResistance pull(GpioSettings.Pull pull) {
    return switch (pull) {
      case UP -> PullResistance.PULL_UP;
      case DOWN -> PullResistance.PULL_DOWN;
      case NONE -> PullResistance.OFF;
    };
  }

  private static DigitalState state(boolean on, boolean activeLow) {
    return on == activeLow ? DigitalState.LOW : DigitalState.HIGH;
  }

  private static boolean isActive(DigitalState state, boolean activeLow) {
    return state.isHigh() != activeLow;
  }

  @Override
  public boolean read(int input) throws DeviceException {
    try {
      return isActive(inputs.get(input).state(), inputsActiveLow.get(input));
    } catch (RuntimeException lost) {
      throw failed("an input cannot be read", lost);
    }
  }

  @Override
  public void write(int output, boolean on) throws DeviceException {
    try {
      outputs.get(output).state(state(on, outputsActiveLow.get(output)));
    } catch (RuntimeException lost) {
      throw failed("an output cannot be switched", lost);
    }
  }

  @Override
  public void await(Duration limit, Changes taker) throws InterruptedException {
    Change first = changes.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    while (first != null) {
      taker.changed(
          first.input(), first.active(), Math.max(0, System.nanoTime() - first.atNanos()));
      first = changes.poll();
    }
  }

  private static DeviceException failed(String what, Throwable why) {
    return new DeviceException("gpio", "Pi4J: " + what + ": " + why, why);
  }

  @Override
  public void close() {
    try {
      context.shutdown();
    } catch (Pi4JException failed) {
      log.warn("Pi4J did not end as it should", failed);
    }
  }
}
