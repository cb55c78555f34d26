package io.wugan.lab.plug;

import io.wugan.core.bay.BayReport;
import io.wugan.core.device.DeviceException;
import io.wugan.devices.coap.bay.SimulatedBaySensor;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bay sensor that reports as long as it is not pulled; on a thread of its own. */
final class BaySensors implements Plug, Closeable {

  private static final Logger log = LoggerFactory.getLogger(BaySensors.class);
  private static final Duration ANSWER = Duration.ofSeconds(3);

  private final SimulatedBaySensor sensor;
  private final long everyMillis;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean pulled;

  /**
   * @param id its name and the identity of its key
   * @param keys file with it
   * @param gateway where it reports to
   * @param every how often
   */
  BaySensors(String id, Path keys, InetSocketAddress gateway, Duration every) throws IOException {
    this.sensor = SimulatedBaySensor.start(id, Optional.of(keys), gateway);
    this.everyMillis = every.toMillis();
    this.thread = new Thread(this::run, "sensor-" + id);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    long seq = 0;
    try {
      while (!closing.await(everyMillis, TimeUnit.MILLISECONDS)) {
        if (!pulled) {
          seq++;
          report(seq);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(long seq) throws InterruptedException {
    try {
      sensor.report(BayReport.of(seq, true), ANSWER);
    } catch (DeviceException unheard) {
      log.debug("no gateway: {}", unheard.getMessage());
    }
  }

  @Override
  public void pull() {
    pulled = true;
  }

  @Override
  public void put() {
    pulled = false;
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    try {
      thread.join(ANSWER.toMillis() + 1000);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    sensor.close();
  }
}
