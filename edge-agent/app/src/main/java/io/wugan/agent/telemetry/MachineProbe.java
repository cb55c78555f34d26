package io.wugan.agent.telemetry;

import io.wugan.sync.contract.Heartbeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how the machine is from Linux's own files (proc(5), sysfs); what a machine does not tell is
 * empty. Confined to one thread.
 */
final class MachineProbe {

  private static final Logger log = LoggerFactory.getLogger(MachineProbe.class);
  private static final int IDLE = 4;
  private static final int IO_WAIT = 5;
  private static final int STEAL = 8;
  private static final int SINCE_BOOT = 16;
  private static final Map<Long, Heartbeat.PowerFault> POWER_BITS =
      Map.of(
          1L, Heartbeat.PowerFault.UNDER_VOLTAGE,
          2L, Heartbeat.PowerFault.FREQUENCY_CAPPED,
          4L, Heartbeat.PowerFault.THROTTLED,
          8L, Heartbeat.PowerFault.HOT);

  private final Path proc;
  private final Path thermal;
  private final Path throttled;
  private long busyBefore = -1;
  private long totalBefore = -1;

  MachineProbe() {
    this(
        Path.of("/proc"),
        Path.of("/sys/class/thermal/thermal_zone0/temp"),
        Path.of("/sys/devices/platform/soc/soc:firmware/get_throttled"));
  }

  /**
   * @param proc where the kernel tells about processes
   * @param thermal millidegrees of the processor
   * @param throttled what the firmware of a Raspberry Pi has noticed, in hexadecimal digits
   */
  MachineProbe(Path proc, Path thermal, Path throttled) {
    this.proc = proc;
    this.thermal = thermal;
    this.throttled = throttled;
  }

  /** Share of all cores that was busy since the last call, 0 to 100; empty at the first. */
  OptionalDouble cpuPercent() {
    for (String line : lines(proc.resolve("stat"))) {
      if (line.startsWith("cpu ")) {
        return cpuPercent(line.split(" +"));
      }
    }
    return OptionalDouble.empty();
  }

  private OptionalDouble cpuPercent(String... fields) {
    long total = 0;
    for (int i = 1; i < fields.length && i <= STEAL; i++) {
      total += Long.parseLong(fields[i]);
    }
    long busy = total - Long.parseLong(fields[IDLE]) - Long.parseLong(fields[IO_WAIT]);
    OptionalDouble percent =
        totalBefore >= 0 && total > totalBefore
            ? OptionalDouble.of(100.0 * (busy - busyBefore) / (total - totalBefore))
            : OptionalDouble.empty();
    busyBefore = busy;
    totalBefore = total;
    return percent;
  }

  /** Memory that this process holds, in MB. */
  OptionalLong rssMb() {
    return megabytes(proc.resolve("self/status"), "VmRSS:");
  }

  /** Memory that programs may still take, in MB. */
  OptionalLong memoryFreeMb() {
    return megabytes(proc.resolve("meminfo"), "MemAvailable:");
  }

  private static OptionalLong megabytes(Path file, String key) {
    for (String line : lines(file)) {
      if (line.startsWith(key)) {
        return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) / 1024);
      }
    }
    return OptionalLong.empty();
  }

  /** What this process has made the kernel write to storage since its start, in bytes. */
  OptionalLong writtenBytes() {
    for (String line : lines(proc.resolve("self/io"))) {
      if (line.startsWith("write_bytes:")) {
        return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")));
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Supply and cooling: bits 0 to 3 of the firmware's word are now, 16 to 19 since boot
   * (raspberrypi.com, documentation of vcgencmd, get_throttled).
   */
  Optional<Heartbeat.Power> power() {
    List<String> lines = lines(throttled);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    try {
      long bits = Long.parseLong(lines.get(0).strip().replaceFirst("^0x", ""), 16);
      return Optional.of(new Heartbeat.Power(faults(bits), faults(bits >> SINCE_BOOT)));
    } catch (NumberFormatException another) {
      log.debug("{} tells something else", throttled, another);
      return Optional.empty();
    }
  }

  private static Set<Heartbeat.PowerFault> faults(long bits) {
    return POWER_BITS.entrySet().stream()
        .filter(bit -> (bits & bit.getKey()) != 0)
        .map(Map.Entry::getValue)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Of the processor, in degrees Celsius. */
  OptionalDouble temperatureC() {
    List<String> lines = lines(thermal);
    return lines.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Long.parseLong(lines.get(0).strip()) / 1000.0);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException untold) {
      log.debug("{} does not tell", file, untold);
      return List.of();
    }
  }
}
