package io.wugan.agent.doctor;

import io.wugan.agent.system.ChronyTracking;
import io.wugan.agent.system.ShortCommand;
import io.wugan.core.text.Bilingual;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the clock is set by a time server, how far it is off, and what it does without one. */
final class ClockCheck implements Check {

  private static final double SECONDS_A_DAY_PER_PPM = 0.0864;

  private static final Bilingual SERVERS =
      new Bilingual(
          "Install chrony and let UDP port 123 out, or name the site's own time server in"
              + " /etc/chrony/chrony.conf.",
          "安装 chrony 并放行 UDP 123 端口，或在 /etc/chrony/chrony.conf 中填写现场时间服务器。");

  @Override
  public String id() {
    return "clock";
  }

  @Override
  public List<Finding> look(DoctorContext context) throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    Optional<ChronyTracking> tracking =
        ShortCommand.run(
                Duration.ofSeconds(3),
                4096,
                "chronyc",
                ChronyTracking.ARGUMENTS.toArray(String[]::new))
            .flatMap(ChronyTracking::parse);
    if (tracking.isPresent()) {
      findings.addAll(tracked(tracking.get()));
    } else {
      findings.add(untracked());
    }
    findings.add(battery(context));
    return findings;
  }

  static List<Finding> tracked(ChronyTracking tracking) {
    Finding.Subject server =
        Finding.of("clock", "", "time server", "时间服务器").wanted("stratum 1 to 15", "层级 1～15");
    if (!tracking.isSet()) {
      return List.of(
          server.fault(new Bilingual("none has set the clock", "尚未与任何时间服务器同步"), SERVERS));
    }
    double offset = Math.abs(tracking.offsetSeconds());
    double drift = Math.abs(tracking.driftPpm()) * SECONDS_A_DAY_PER_PPM;
    return List.of(
        server.ok(tracking.server() + ", stratum " + tracking.stratum()),
        Finding.of("clock", "", "offset", "时间偏差")
            .wanted("at most 100 ms", "不超过 100 ms")
            .atMost(
                1000 * offset,
                100,
                1000,
                String.format(Locale.ROOT, "%.3f ms", 1000 * offset),
                new Bilingual(
                    "Wait until chrony has settled, some minutes.", "等待 chrony 收敛（数分钟）。")),
        Finding.of("clock", "", "drift without a server", "无校时漂移")
            .wanted("at most 10 s a day", "不超过 10 秒/天")
            .atMost(
                drift,
                10,
                60,
                String.format(Locale.ROOT, "%.2f s/d", drift),
                new Bilingual("The board's crystal is bad: exchange the board.", "主板晶振异常，请更换。")));
  }

  private static Finding untracked() throws IOException, InterruptedException {
    Finding.Subject server =
        Finding.of("clock", "", "time server", "时间服务器").wanted("has set the clock", "已完成校时");
    Optional<String> system =
        ShortCommand.run(
            Duration.ofSeconds(3), 64, "timedatectl", "show", "-p", "NTPSynchronized", "--value");
    if (system.isPresent() && system.get().strip().equals("yes")) {
      return server.warning(
          new Bilingual("set, not by chrony: its offset is not known", "已校时，但非 chrony，偏差未知"),
          new Bilingual(
              "Install chrony: only it tells how far the clock is off.", "请安装 chrony，以便获知时间偏差。"));
    }
    return server.fault(
        new Bilingual("chrony does not run, and nobody has set the clock", "chrony 未运行，且尚未校时"),
        SERVERS);
  }

  private static Finding battery(DoctorContext context) {
    Finding.Subject battery =
        Finding.of("clock", "", "clock with a battery (RTC)", "电池时钟（RTC）").wanted("there", "具备");
    if (Files.isDirectory(context.folders().sys().resolve("class/rtc/rtc0"))) {
      return battery.ok("rtc0");
    }
    return battery.warning(
        new Bilingual("none", "无"),
        new Bilingual(
            "Without one, times after a power cut are estimates until a server has answered: add a"
                + " DS3231, or a battery to a Pi 5.",
            "断电重启后、校时前的时间只是估计值：请加装 DS3231，Pi 5 请加装电池。"));
  }
}
