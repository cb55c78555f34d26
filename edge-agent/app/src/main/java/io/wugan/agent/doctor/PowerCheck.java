package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the firmware of a Raspberry Pi has noticed of its supply since the boot. */
final class PowerCheck implements Check {

  private static final String THROTTLED = "devices/platform/soc/soc:firmware/get_throttled";
  private static final long LOW_NOW = 0x1;
  private static final long SLOWED_NOW = 0x2 | 0x4 | 0x8;
  private static final long LOW_BEFORE = 0x10000;
  private static final long SLOWED_BEFORE = 0x20000 | 0x40000 | 0x80000;

  private static final Bilingual SUPPLY =
      new Bilingual(
          "Use the official supply (5.1 V, 3 A; 5 A for a Pi 5) and a short cable; take USB devices"
              + " off the board.",
          "使用官方电源（5.1 V 3 A，Pi 5 为 5 A）和短电源线；USB 设备另行供电。");
  private static final Bilingual COOL =
      new Bilingual(
          "Give the board a heat sink and air; keep the sun off its housing.", "加装散热片并通风，避免机箱暴晒。");

  @Override
  public String id() {
    return "power";
  }

  @Override
  public List<Finding> look(DoctorContext context) throws IOException {
    Path file = context.folders().sys().resolve(THROTTLED);
    Finding.Subject supply =
        Finding.of(id(), "", "supply voltage", "供电电压").wanted("no drop since the boot", "开机以来无欠压");
    if (!Files.isReadable(file)) {
      return List.of(supply.absent("no Raspberry Pi: nothing tells the voltage", "非树莓派，无法读取电压状态"));
    }
    long bits = Long.parseLong(Files.readString(file).strip().replaceFirst("^0x", ""), 16);
    Finding.Subject speed =
        Finding.of(id(), "", "speed of the processor", "处理器频率").wanted("never slowed down", "从未降频");
    return List.of(
        graded(supply, bits, LOW_NOW, LOW_BEFORE, SUPPLY),
        graded(speed, bits, SLOWED_NOW, SLOWED_BEFORE, COOL));
  }

  private static Finding graded(
      Finding.Subject subject, long bits, long now, long before, Bilingual remedy) {
    String seen = "0x" + Long.toHexString(bits);
    if ((bits & now) != 0) {
      return subject.fault(new Bilingual("wrong now, " + seen, "当前异常，" + seen), remedy);
    }
    if ((bits & before) != 0) {
      return subject.warning(
          new Bilingual("wrong since the boot, " + seen, "开机后曾异常，" + seen), remedy);
    }
    return subject.ok(seen);
  }
}
