package io.wugan.agent.doctor;

import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.core.device.DeviceException;
import io.wugan.core.text.Bilingual;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether each lane's camera gives pictures, how fast and how evenly. A running agent holds the
 * cameras and is asked; without one each is opened and watched.
 */
final class CameraCheck implements Check {

  private static final double GOOD_RATE = 10;
  private static final double BEARABLE_RATE = 5;

  private static final Bilingual LINK =
      new Bilingual(
          "Look at cable, address and credentials; open the stream with another player.",
          "检查网线、地址与账号密码，并用播放器打开该码流验证。");

  @Override
  public String id() {
    return "camera";
  }

  @Override
  public Duration limit(DoctorContext context) {
    int lanes = context.config().lanes().size();
    return Duration.ofMinutes(1).plus(context.options().cameraTime().multipliedBy(lanes));
  }

  @Override
  public List<Finding> look(DoctorContext context) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (LaneConfig lane : context.config().lanes()) {
      if (context.agent().isPresent()) {
        findings.addAll(asked(context, context.agent().get(), lane.lane().id()));
      } else {
        findings.addAll(watched(context, lane));
      }
    }
    return findings;
  }

  private Finding.Subject opened(String lane) {
    return Finding.of(id(), lane, "pictures", "画面").wanted("come", "有画面");
  }

  private List<Finding> asked(DoctorContext context, AgentState agent, String lane) {
    AgentState.LaneState state = agent.lanes().get(lane);
    if (state == null) {
      return List.of(
          opened(lane)
              .fault(
                  new Bilingual("the running agent has no such lane", "运行中的程序没有该车道"),
                  new Bilingual(
                      "It runs with another configuration: restart it.", "程序使用的是其他配置，请重启。")));
    }
    context.looks().put(lane, state.look());
    List<Finding> findings = new ArrayList<>();
    boolean fresh = state.frameAgeMillis() >= 0 && state.frameAgeMillis() < 5000;
    findings.add(
        fresh
            ? opened(lane)
                .ok(
                    new Bilingual(
                        "newest " + state.frameAgeMillis() + " ms old, by the agent",
                        "最新画面 " + state.frameAgeMillis() + " ms 前（由运行中的程序提供）"))
            : opened(lane).fault(new Bilingual("none for 5 s", "5 秒内无画面"), LINK));
    findings.add(rate(lane, state.picturesPerSecond()));
    for (AgentState.Fault fault : agent.faults(lane, "CAMERA_")) {
      findings.add(
          Finding.of(id(), lane, "alarm " + fault.kind(), "告警 " + fault.kind())
              .fault(Bilingual.same(fault.detail()), LINK));
    }
    return findings;
  }

  private Finding rate(String lane, double perSecond) {
    return Finding.of(id(), lane, "pictures a second", "帧率")
        .wanted("at least 10", "不低于 10")
        .atLeast(
            perSecond,
            GOOD_RATE,
            BEARABLE_RATE,
            String.format(Locale.ROOT, "%.1f", perSecond),
            new Bilingual(
                "Set the camera to 15-25 pictures a second, or take a faster board.",
                "把摄像机帧率设为 15～25，或换用更快的主板。"));
  }

  private List<Finding> watched(DoctorContext context, LaneConfig lane)
      throws InterruptedException {
    String id = lane.lane().id();
    CameraWatch.Seen seen;
    try {
      seen = CameraWatch.watch(context.config(), lane, context.options().cameraTime());
    } catch (DeviceException failed) {
      return List.of(opened(id).fault(Bilingual.same(String.valueOf(failed.getMessage())), LINK));
    }
    context.looks().put(id, seen.look());
    List<Finding> findings = new ArrayList<>();
    findings.add(
        opened(id)
            .ok(
                new Bilingual(
                    seen.pictures() + ", the first after " + seen.firstMillis() + " ms",
                    seen.pictures() + " 帧，首帧 " + seen.firstMillis() + " ms")));
    findings.add(Finding.of(id(), id, "size of the picture", "画面尺寸").ok(seen.size()));
    findings.add(rate(id, seen.perSecond()));
    findings.add(
        Finding.of(id(), id, "jitter between pictures", "帧间抖动")
            .wanted("at most 100 ms", "不超过 100 ms")
            .atMost(
                seen.jitterMillis(),
                100,
                500,
                String.format(Locale.ROOT, "%.0f ms", seen.jitterMillis()),
                new Bilingual(
                    "Use cable in place of radio; keep smart codecs off; a key picture each second.",
                    "改用有线网络；关闭智能编码；关键帧间隔 1 秒。")));
    findings.add(dropped(id, seen));
    return findings;
  }

  // The newest picture wins: a board that is too slow for the stream leaves pictures out.
  private Finding dropped(String lane, CameraWatch.Seen seen) {
    double share = 100.0 * seen.dropped() / Math.max(1, seen.dropped() + seen.pictures());
    return Finding.of(id(), lane, "pictures left out", "丢帧")
        .wanted("at most 50 %", "不超过 50 %")
        .atMost(
            share,
            50,
            80,
            String.format(Locale.ROOT, "%d, %.0f %%", seen.dropped(), share),
            new Bilingual(
                "Lower the camera's rate or size (sub stream), or take a faster board.",
                "降低帧率或分辨率（使用子码流），或换用更快的主板。"));
  }
}
