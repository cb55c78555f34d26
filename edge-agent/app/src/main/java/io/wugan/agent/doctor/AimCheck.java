package io.wugan.agent.doctor;

import io.wugan.agent.aim.AcceptedAim;
import io.wugan.agent.aim.AimStore;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.core.aim.AimMeasure;
import io.wugan.core.aim.AimSummary;
import io.wugan.core.aim.AimWords;
import io.wugan.core.text.Bilingual;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How plates stand in each lane's picture, by those that the camera check or the agent saw. */
final class AimCheck implements Check {

  private static final double MOST_DRIFT_PERCENT = 25;

  @Override
  public String id() {
    return "aim";
  }

  @Override
  public List<Finding> look(DoctorContext context) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (LaneConfig lane : context.config().lanes()) {
      String id = lane.lane().id();
      Optional<AimSummary> aim =
          Optional.ofNullable(context.looks().get(id)).flatMap(LaneLook::aim);
      if (aim.isEmpty()) {
        findings.add(
            Finding.of(id(), id, "plates in the picture", "画面中的车牌")
                .wanted("at least 5", "至少 5 个")
                .untested(
                    "no plate was read: let vehicles pass, or hold a plate at the trip line",
                    "未读到车牌：请让车辆通过，或在触发线处举一块车牌"));
      } else {
        findings.addAll(graded(id, aim.get()));
        Optional<AcceptedAim> accepted = new AimStore(context.folders().aims()).find(id);
        accepted.ifPresent(then -> findings.add(drift(id, aim.get(), then.summary())));
      }
    }
    return findings;
  }

  private List<Finding> graded(String lane, AimSummary aim) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.of(id(), lane, "plates measured", "测得车牌")
            .wanted("at least 5", "至少 5 个")
            .atLeast(
                aim.plates(),
                AimSummary.ENOUGH,
                0,
                Integer.toString(aim.plates()),
                new Bilingual("Let more vehicles pass.", "请让更多车辆通过。")));
    for (AimMeasure measure : AimMeasure.values()) {
      findings.add(graded(lane, measure, aim.medians().value(measure)));
    }
    return findings;
  }

  private Finding graded(String lane, AimMeasure measure, double value) {
    Verdict verdict =
        switch (measure.bar().grade(value)) {
          case GREEN -> Verdict.OK;
          case AMBER -> Verdict.WARNING;
          case RED -> Verdict.FAULT;
        };
    String figure = String.format(Locale.ROOT, "%.1f %s", value, measure.unit());
    return new Finding(
        id(),
        lane,
        verdict,
        AimWords.name(measure),
        Bilingual.same(figure),
        AimWords.limit(measure),
        AimWords.remedy(measure, value));
  }

  private Finding drift(String lane, AimSummary now, AimSummary accepted) {
    double percent = 100 * now.widthDrift(accepted);
    return Finding.of(id(), lane, "width against what was accepted", "与验收时宽度相比")
        .wanted("within 25 %", "变化不超过 25 %")
        .atMost(
            Math.abs(percent),
            10,
            MOST_DRIFT_PERCENT,
            String.format(Locale.ROOT, "%+.0f %%", percent),
            new Bilingual(
                "The camera was moved or zoomed: aim it again, and accept it anew.",
                "摄像机被移动或变焦：重新对准并重新验收。"));
  }
}
