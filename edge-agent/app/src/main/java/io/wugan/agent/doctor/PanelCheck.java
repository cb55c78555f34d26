package io.wugan.agent.doctor;

import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.core.device.Announcement;
import io.wugan.core.device.DeviceException;
import io.wugan.core.health.HealthKind;
import io.wugan.core.text.Bilingual;
import io.wugan.devices.display.DisplaySettings;
import io.wugan.devices.display.Displays;
import io.wugan.devices.display.PanelType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether each lane's panel answers: it is shown a text, or the running agent says. */
final class PanelCheck implements Check {

  private static final Bilingual LINE =
      new Bilingual(
          "Look at supply, line A/B, speed and number of the panel; wugan display test shows the"
              + " frames.",
          "检查屏的供电、485 A/B 线、波特率与屏号；用 wugan display test 查看报文。");

  @Override
  public String id() {
    return "panel";
  }

  @Override
  public Duration limit(DoctorContext context) {
    return Duration.ofSeconds(30);
  }

  @Override
  public List<Finding> look(DoctorContext context) {
    List<Finding> findings = new ArrayList<>();
    for (LaneConfig lane : context.config().lanes()) {
      findings.add(look(context, lane));
    }
    return findings;
  }

  private Finding look(DoctorContext context, LaneConfig lane) {
    String id = lane.lane().id();
    DisplaySettings panel = lane.display().panel();
    Finding.Subject subject =
        Finding.of(id(), id, "panel " + panel.type(), "显示屏 " + panel.type())
            .wanted("answers", "有应答");
    if (panel.type() == PanelType.LOG) {
      return Finding.of(id(), id, "panel", "显示屏").absent("no panel configured", "未配置显示屏");
    }
    if (context.agent().isPresent()) {
      List<AgentState.Fault> silent =
          context.agent().get().faults(id, HealthKind.DISPLAY_SILENT.name());
      return silent.isEmpty()
          ? subject.ok(new Bilingual("no alarm, by the agent", "无告警（由运行中的程序提供）"))
          : subject.fault(Bilingual.same(silent.get(0).detail()), LINE);
    }
    if (!context.options().panels()) {
      return subject.untested("left out as asked", "按要求跳过");
    }
    try {
      List<String> answers = Displays.test(id, panel, Announcement.of(List.of("检测 TEST")));
      return answers.isEmpty() || !panel.answering().answers()
          ? subject.untested("sent; this panel never answers: look at it", "已发送；该屏无应答机制，请目视确认")
          : subject.ok(String.join("; ", answers));
    } catch (DeviceException silent) {
      return subject.fault(Bilingual.same(String.valueOf(silent.getMessage())), LINE);
    }
  }
}
