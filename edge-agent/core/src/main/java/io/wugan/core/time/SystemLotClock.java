package io.wugan.core.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The clock of the machine. On Linux the boot id is the kernel's and the monotonic reading is the
 * time since boot, so both stay comparable when the program restarts; elsewhere each start of the
 * program counts as a boot. Thread-safe.
 */
public final class SystemLotClock implements LotClock {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path UPTIME = Path.of("/proc/uptime");
  // systemd-timesyncd creates this file once it has set the clock from a server
  // (systemd-timesyncd.service(8)).
  private static final Path TIMESYNC_DONE = Path.of("/run/systemd/timesync/synchronized");

  private final String bootId;
  private final long offsetNanos;

  private final BooleanSupplier setByOthers;

  /** Reads boot id and time since boot once; from there on {@link System#nanoTime()} carries it. */
  public SystemLotClock() {
    this(() -> false);
  }

  /**
   * A clock that something other than systemd-timesyncd may set.
   *
   * @param setByOthers whether it was set from a server, as far as is known; asked at each reading,
   *     by any thread, and must not block
   */
  public SystemLotClock(BooleanSupplier setByOthers) {
    this(BOOT_ID, UPTIME, setByOthers);
  }

  SystemLotClock(Path bootIdFile, Path uptimeFile) {
    this(bootIdFile, uptimeFile, () -> false);
  }

  private SystemLotClock(Path bootIdFile, Path uptimeFile, BooleanSupplier setByOthers) {
    this.setByOthers = setByOthers;
    String boot;
    long uptimeNanos;
    try {
      boot = Files.readString(bootIdFile).strip();
      String seconds = Files.readString(uptimeFile).split(" ", 2)[0];
      uptimeNanos = (long) (Double.parseDouble(seconds) * 1e9);
    } catch (IOException | NumberFormatException notLinux) {
      boot = "";
      uptimeNanos = 0;
    }
    if (boot.isEmpty()) {
      boot = UUID.randomUUID().toString();
      uptimeNanos = 0;
    }
    this.bootId = boot;
    this.offsetNanos = uptimeNanos - System.nanoTime();
  }

  @Override
  public LotTime now() {
    // In this order: the file appears after the clock was set, so that a time which is called
    // synchronised comes from the clock after it was set.
    ClockQuality quality = quality();
    long monoMillis = (System.nanoTime() + offsetNanos) / 1_000_000;
    Instant utc = Instant.ofEpochMilli(System.currentTimeMillis());
    return new LotTime(utc, monoMillis, bootId, quality, OptionalInt.empty());
  }

  private ClockQuality quality() {
    return Files.exists(TIMESYNC_DONE) || setByOthers.getAsBoolean()
        ? ClockQuality.SYNCED
        : ClockQuality.UNKNOWN;
  }
}
