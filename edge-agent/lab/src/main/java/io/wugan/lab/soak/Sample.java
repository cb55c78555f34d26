package io.wugan.lab.soak;

import io.wugan.lab.process.ProcFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;

/**
 * What an agent used at a moment: of its process as Linux tells it (proc(5)), of its heap, its
 * records and its uplink as the agent tells it.
 *
 * @param seconds since the beginning
 * @param cpuSeconds processor time of all its threads since its start, in steps of 10 ms
 * @param residentMb memory, that of libraries included, MiB
 * @param heapMb Java's heap in use, with what nobody needs any more, MiB
 * @param threads all of them
 * @param descriptors open files and sockets
 * @param writtenMb what it has written to files since its start, MiB
 * @param records number of the newest record
 * @param pending records that the cloud has not acknowledged
 */
record Sample(
    double seconds,
    double cpuSeconds,
    double residentMb,
    double heapMb,
    int threads,
    int descriptors,
    double writtenMb,
    long records,
    long pending) {

  static final String HEADER =
      "seconds,cpu_seconds,resident_mb,heap_mb,threads,descriptors,written_mb,records,pending";

  private static final double TICKS_A_SECOND = 100; // USER_HZ, which Linux tells programs
  private static final double MIB = 1 << 20;
  private static final double KIB_PER_MIB = 1024;
  // Fields of /proc/PID/stat after the name, which ends with the last parenthesis.
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  /**
   * Looks.
   *
   * @param pid of the agent
   * @param seconds since the beginning
   * @param figures what the agent tells at {@code /metrics}
   * @throws IOException if there is no such process, or this is no Linux
   */
  static Sample take(long pid, double seconds, Map<String, Double> figures) throws IOException {
    ProcFolder proc = ProcFolder.of(pid);
    String stat = Files.readString(proc.path().resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double ticks = Double.parseDouble(fields[USER_TIME]) + Double.parseDouble(fields[SYSTEM_TIME]);
    return new Sample(
        seconds,
        ticks / TICKS_A_SECOND,
        proc.number("status", "VmRSS:") / KIB_PER_MIB,
        heap(figures) / MIB,
        (int) proc.number("status", "Threads:"),
        proc.descriptors(),
        proc.number("io", "write_bytes:") / MIB,
        figures.getOrDefault("wugan_records_last", 0.0).longValue(),
        figures.getOrDefault("wugan_records_pending", 0.0).longValue());
  }

  private static double heap(Map<String, Double> figures) {
    return figures.entrySet().stream()
        .filter(each -> each.getKey().startsWith("jvm_memory_used_bytes"))
        .filter(each -> each.getKey().contains("area=\"heap\""))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  String csv() {
    return String.format(
        Locale.ROOT,
        "%.1f,%.2f,%.1f,%.1f,%d,%d,%.2f,%d,%d",
        seconds,
        cpuSeconds,
        residentMb,
        heapMb,
        threads,
        descriptors,
        writtenMb,
        records,
        pending);
  }
}
