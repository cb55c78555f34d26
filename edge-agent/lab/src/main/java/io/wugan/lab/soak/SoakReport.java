package io.wugan.lab.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What an hour showed: drawn, and judged. Used by one thread. */
final class SoakReport {

  // The first part is for what a program makes once: classes, compiled code, caches.
  private static final double WARM = 1.0 / 3;
  private static final double MOST_GROWTH_MB = 25;
  private static final int MOST_MORE_THREADS = 2;
  private static final int MOST_MORE_DESCRIPTORS = 4;
  private static final int CPU_SAMPLES = 6;

  private final SoakBoard.Result result;
  private final List<Sample> samples;
  private final PrintWriter out;
  private boolean good = true;

  SoakReport(SoakBoard.Result result, PrintWriter out) {
    this.result = result;
    this.samples = result.samples();
    this.out = out;
  }

  /** Writes soak.csv and one soak-*.svg for each figure. */
  void draw(Path folder) throws IOException {
    List<String> lines = new ArrayList<>(List.of(Sample.HEADER));
    samples.forEach(each -> lines.add(each.csv()));
    Files.write(folder.resolve("soak.csv"), lines);
    new Chart("Processor, cores of the whole agent, over a minute", this::cores)
        .write(folder.resolve("soak-cpu.svg"), samples);
    new Chart("Memory, MB resident, libraries included", Sample::residentMb)
        .write(folder.resolve("soak-memory.svg"), samples);
    new Chart("Java's heap in use, MB", Sample::heapMb)
        .write(folder.resolve("soak-heap.svg"), samples);
    new Chart("Threads", Sample::threads).write(folder.resolve("soak-threads.svg"), samples);
    new Chart("Open files and sockets", Sample::descriptors)
        .write(folder.resolve("soak-descriptors.svg"), samples);
    new Chart("Written to files, MB", Sample::writtenMb)
        .write(folder.resolve("soak-written.svg"), samples);
    new Chart("Records that wait for the cloud", Sample::pending)
        .write(folder.resolve("soak-pending.svg"), samples);
  }

  /** Over the last minute, since a look each ten seconds sees single vehicles. */
  private double cores(Sample sample) {
    int to = samples.indexOf(sample);
    Sample from = samples.get(Math.max(0, to - CPU_SAMPLES));
    return to == 0
        ? 0
        : (sample.cpuSeconds() - from.cpuSeconds()) / (sample.seconds() - from.seconds());
  }

  /** Prints each line, and tells whether all of them are as they should be. */
  boolean judge() {
    Sample first = samples.get((int) (samples.size() * WARM));
    Sample last = samples.get(samples.size() - 1);
    line(result.account().entry().isWhole(), "vehicles at the entry", result.account().entry());
    line(result.account().exit().isWhole(), "vehicles at the exit", result.account().exit());
    line(
        result.account().gaps() == 0,
        "records at the cloud",
        "%d, %d missing".formatted(result.account().records(), result.account().gaps()));
    line(result.bills() > 0, "bills", result.bills());
    line(
        result.failures() == 0 && result.pictures() > 0,
        "the page",
        "%d pictures seen, %d questions without an answer"
            .formatted(result.pictures(), result.failures()));
    double cores =
        (last.cpuSeconds() - first.cpuSeconds()) / Math.max(1, last.seconds() - first.seconds());
    line(true, "processor", String.format(Locale.ROOT, "%.2f cores", cores));
    grows("memory, MB", Sample::residentMb, MOST_GROWTH_MB);
    grows("threads", Sample::threads, MOST_MORE_THREADS);
    grows("descriptors", Sample::descriptors, MOST_MORE_DESCRIPTORS);
    // The ledger's reserve is written once, at the start.
    double written = last.writtenMb() - first.writtenMb();
    double minutes = (last.seconds() - first.seconds()) / 60;
    line(
        true,
        "written",
        String.format(
            Locale.ROOT,
            "%.0f MB in the last %.0f min, %.0f KB a record",
            written,
            minutes,
            written * 1024 / Math.max(1, last.records() - first.records())));
    line(result.endedInOrder(), "ends when asked", result.endedInOrder() ? "yes" : "no");
    return good;
  }

  /** The middle of the second third against that of the last: single moments wander. */
  private void grows(String what, ToDoubleFunction<Sample> value, double most) {
    int third = Math.max(1, samples.size() / 3);
    double before =
        median(samples.subList(samples.size() - 2 * third, samples.size() - third), value);
    double after = median(samples.subList(samples.size() - third, samples.size()), value);
    double top = samples.stream().mapToDouble(value).max().orElse(0);
    line(
        after - before <= most,
        what,
        String.format(
            Locale.ROOT,
            "%.0f in the second third, %.0f in the last, %.0f at most (may grow by %.0f)",
            before,
            after,
            top,
            most));
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return samples.stream()
        .mapToDouble(value)
        .sorted()
        .skip(samples.size() / 2)
        .findFirst()
        .orElse(0);
  }

  private void line(boolean passed, String what, Object figure) {
    good &= passed;
    out.printf("%-5s %-22s %s%n", passed ? "ok" : "FAIL", what, figure);
    out.flush();
  }
}
