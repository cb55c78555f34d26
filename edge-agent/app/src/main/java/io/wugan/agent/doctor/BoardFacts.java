package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a board is: for the head of a report. Stateless. */
final class BoardFacts {

  private BoardFacts() {}

  /** Names and values, in order; what is not known is left out. */
  static Map<Bilingual, String> of(DoctorContext context) {
    Path proc = context.folders().proc();
    Map<Bilingual, String> facts = new LinkedHashMap<>();
    facts.put(new Bilingual("site", "车场"), context.config().site());
    facts.put(new Bilingual("board (edge)", "边缘主机"), context.config().edge());
    put(facts, "hardware", "硬件型号", text(proc.resolve("device-tree/model")));
    put(facts, "serial number", "序列号", text(proc.resolve("device-tree/serial-number")));
    put(facts, "operating system", "操作系统", osName());
    put(
        facts,
        "kernel",
        "内核",
        System.getProperty("os.name") + " " + System.getProperty("os.version"));
    put(facts, "processor", "处理器架构", System.getProperty("os.arch"));
    put(
        facts,
        "Java",
        "Java",
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    put(facts, "Wugan", "Wugan 版本", version());
    put(facts, "configuration (SHA-256)", "配置摘要", context.config().source().hash());
    return facts;
  }

  /** Of the program. */
  static String version() {
    String version = BoardFacts.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private static void put(Map<Bilingual, String> facts, String english, String chinese, String of) {
    if (!of.isBlank()) {
      facts.put(new Bilingual(english, chinese), of);
    }
  }

  private static String osName() {
    return text(Path.of("/etc/os-release"))
        .lines()
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
        .findFirst()
        .orElse("");
  }

  private static String text(Path file) {
    try {
      // The device tree ends its texts with a zero.
      return Files.isReadable(file)
          ? Files.readString(file, StandardCharsets.UTF_8).replace("\0", "").strip()
          : "";
    } catch (IOException untold) {
      return "";
    }
  }
}
