package io.wugan.agent.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
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

  private final Path proc;
  private final Path thermal;
  private long busyBefore = -1;
  private long totalBefore = -1;

  MachineProbe() {
    this(Path.of("/proc"), Path.of("/sys/class/thermal/thermal_zone0/temp"));
  }

  /**
   * @param proc where the kernel tells about processes
   * @param thermal millidegrees of the processor
   */
  MachineProbe(Path proc, Path thermal) {
    this.proc = proc;
    this.thermal = thermal;
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
