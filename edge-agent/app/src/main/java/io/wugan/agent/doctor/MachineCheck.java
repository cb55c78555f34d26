package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Memory and temperature. */
final class MachineCheck implements Check {

  private static final String AVAILABLE = "MemAvailable:";

  @Override
  public String id() {
    return "machine";
  }

  @Override
  public List<Finding> look(DoctorContext context) throws IOException {
    List<Finding> findings = new ArrayList<>();
    findings.add(memory(context.folders().proc().resolve("meminfo")));
    findings.add(heat(context.folders().sys().resolve("class/thermal/thermal_zone0/temp")));
    return findings;
  }

  private Finding memory(Path file) throws IOException {
    Finding.Subject subject =
        Finding.of(id(), "", "memory left for programs", "可用内存")
            .wanted("at least 200 MB", "不少于 200 MB");
    Optional<String> line =
        Files.isReadable(file)
            ? Files.readAllLines(file).stream().filter(l -> l.startsWith(AVAILABLE)).findFirst()
            : Optional.empty();
    if (line.isEmpty()) {
      return subject.untested("this system does not tell", "系统未提供");
    }
    long mb = Long.parseLong(line.get().replaceAll("\\D", "")) >> 10;
    return subject.atLeast(
        (double) mb,
        200,
        80,
        mb + " MB",
        new Bilingual("End other programs, or take a board with more.", "停止其他程序，或换用内存更大的主板。"));
  }

  private Finding heat(Path file) throws IOException {
    Finding.Subject subject =
        Finding.of(id(), "", "temperature of the processor", "处理器温度")
            .wanted("at most 70 °C", "不超过 70 °C");
    if (!Files.isReadable(file)) {
      return subject.absent("this machine does not tell", "本机未提供温度");
    }
    double degrees = Long.parseLong(Files.readString(file).strip()) / 1000.0;
    return subject.atMost(
        degrees,
        70,
        80,
        String.format(Locale.ROOT, "%.1f °C", degrees),
        new Bilingual(
            "Give the board a heat sink and air; keep the sun off its housing.",
            "加装散热片并通风，避免机箱暴晒。"));
  }
}
